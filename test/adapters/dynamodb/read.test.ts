import { BatchGetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { getItems, queryAll } from '../../../lambdas/adapters/dynamodb/read.ts';
import { dynamoRestrictionRows } from '../../../lambdas/adapters/dynamodb/restriction-rows.ts';
import { mockTable } from './mock-table.ts';
import 'aws-sdk-client-mock-vitest/extend';

const keys = (count: number) => Array.from({ length: count }, (_, number) => ({ pk: `k${number}`, sk: 'x' }));

describe('a batch', () => {
  it('is read a hundred keys at a time', async () => {
    const { client, mock } = mockTable();
    mock.on(BatchGetCommand).callsFake((input) => ({ Responses: { t: input.RequestItems.t.Keys } }));

    expect(await getItems(client, 't', keys(230))).toEqual(keys(230));

    const sizes = mock
      .commandCalls(BatchGetCommand)
      .map((call) => call.args[0].input.RequestItems?.['t']?.Keys?.length);
    expect(sizes).toEqual([100, 100, 30]);
  });

  it('is asked for at once, however many hundreds it has', async () => {
    const { client, mock } = mockTable();
    const asked = Promise.withResolvers<void>();
    mock.on(BatchGetCommand).callsFake(async (input) => {
      if (mock.commandCalls(BatchGetCommand).length === 3) asked.resolve();
      await asked.promise;
      return { Responses: { t: input.RequestItems.t.Keys } };
    });

    expect(await getItems(client, 't', keys(230))).toHaveLength(230);
  });

  it('asks again for what DynamoDB did not get to', async () => {
    const { client, mock } = mockTable();
    const [first, second] = keys(2);
    mock
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { t: [first ?? {}] }, UnprocessedKeys: { t: { Keys: [second ?? {}] } } })
      .resolvesOnce({ Responses: { t: [second ?? {}] } });

    expect(await getItems(client, 't', keys(2))).toEqual(keys(2));
    expect(mock).toHaveReceivedNthCommandWith(BatchGetCommand, 2, {
      RequestItems: { t: { Keys: [second ?? {}], ConsistentRead: true } },
    });
  });

  it('is a fault when it never gets to its end', async () => {
    const { client, mock } = mockTable();
    mock.on(BatchGetCommand).resolves({ UnprocessedKeys: { t: { Keys: keys(1) } } });

    await expect(getItems(client, 't', keys(1))).rejects.toMatchObject({ name: 'StorageFault' });
    expect(mock.commandCalls(BatchGetCommand)).toHaveLength(5);
  });

  it('of nothing asks nothing', async () => {
    const { client, mock } = mockTable();

    expect(await getItems(client, 't', [])).toEqual([]);
    expect(mock).not.toHaveReceivedAnyCommand();
  });
});

describe('a query', () => {
  it('goes on to its last page, also over one that is empty', async () => {
    const { client, mock } = mockTable();
    mock
      .on(QueryCommand)
      .resolvesOnce({ Items: [{ a: 1 }], LastEvaluatedKey: { pk: '1' } })
      .resolvesOnce({ Items: [], LastEvaluatedKey: { pk: '2' } })
      .resolvesOnce({ Items: [{ a: 2 }] });

    expect(await queryAll(client, { TableName: 't' })).toEqual([{ a: 1 }, { a: 2 }]);
  });
});

describe('the rows of an action', () => {
  it('design.md 3: are one ordered, consistent query by the generation and the action', async () => {
    const { client, mock } = mockTable();
    mock.on(QueryCommand).resolves({
      Items: [
        { restrictionKey: '10000007', row: { groupId: 7 } },
        { restrictionKey: '10000045', row: { groupId: 45 } },
      ],
    });
    const head = { version: 9, generation: 3, settings: {} } as Parameters<ReturnType<typeof dynamoRestrictionRows>>[0];

    expect(await dynamoRestrictionRows(client, 'restrictions')(head, 'view_password')).toEqual([
      { groupId: 7 },
      { groupId: 45 },
    ]);

    expect(mock).toHaveReceivedCommandWith(QueryCommand, {
      TableName: 'restrictions',
      ConsistentRead: true,
      KeyConditionExpression: '#partition = :partition',
      ExpressionAttributeNames: { '#partition': 'partition' },
      ExpressionAttributeValues: { ':partition': '3#view_password' },
    });
    expect(mock.commandCalls(QueryCommand)[0]?.args[0].input).not.toHaveProperty('ScanIndexForward');
  });
});
