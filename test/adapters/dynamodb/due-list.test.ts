import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { dynamoDueList } from '../../../lambdas/adapters/dynamodb/due-list.ts';
import { mockTable } from './mock-table.ts';

const until = Date.parse('2026-11-24T19:00:00Z');
const row = (pk: string, sk: string) => ({ pk, sk, duePk: 'DUE#0', dueSk: '2026-11-24T18:59:00.000Z#r1' });
const dueAt = Date.parse('2026-11-24T18:59:00Z');

describe('what is due', () => {
  it('is asked of every part of the index by a Query', async () => {
    const { client, mock } = mockTable();
    mock.on(QueryCommand).resolves({});

    expect(await dynamoDueList(client, 'requests').page(until)).toEqual({ items: [], cursor: undefined });

    const parts = mock
      .commandCalls(QueryCommand)
      .map((call) => call.args[0].input.ExpressionAttributeValues?.[':part']);
    const shards = [0, 1, 2, 3];
    expect(parts).toEqual(['DUE#URGENT', ...shards.map((n) => `DUE#${n}`), ...shards.map((n) => `DUE#EFFECT#${n}`)]);
    expect(mock).toHaveReceivedNthCommandWith(QueryCommand, 1, {
      TableName: 'requests',
      IndexName: 'due',
      KeyConditionExpression: 'duePk = :part AND dueSk < :upTo',
      ExpressionAttributeValues: { ':part': 'DUE#URGENT', ':upTo': '2026-11-24T19:00:00.000Z#~' },
      Limit: 25,
      ExclusiveStartKey: undefined,
    });
  });

  it('is told by the key of its item; what nobody knows is told as that', async () => {
    const { client, mock } = mockTable();
    const Items = [row('R#r1', 'STATE'), row('R#r1', 'E#00000002'), row('V#vault:x', 'E#00000001'), row('X#1', 'X')];
    mock.on(QueryCommand).resolvesOnce({ Items }).resolves({});

    const { items } = await dynamoDueList(client, 'requests').page(until);

    expect(items).toEqual([
      { kind: 'request', id: 'r1', dueAt },
      { kind: 'effect', key: { pk: 'R#r1', sk: 'E#00000002' }, dueAt },
      { kind: 'effect', key: { pk: 'V#vault:x', sk: 'E#00000001' }, dueAt },
      { kind: 'unknown', key: { pk: 'X#1', sk: 'X' }, dueAt },
    ]);
  });

  it('goes on only in the parts that were not read to their end', async () => {
    const { client, mock } = mockTable();
    const LastEvaluatedKey = row('R#r1', 'STATE');
    mock.on(QueryCommand).resolvesOnce({}).resolvesOnce({ LastEvaluatedKey }).resolves({});
    const list = dynamoDueList(client, 'requests');

    const { cursor } = await list.page(until);
    await list.page(until, cursor);

    expect(mock).toHaveReceivedCommandTimes(QueryCommand, 10);
    expect(mock).toHaveReceivedNthCommandWith(QueryCommand, 10, {
      ExpressionAttributeValues: { ':part': 'DUE#0', ':upTo': '2026-11-24T19:00:00.000Z#~' },
      ExclusiveStartKey: LastEvaluatedKey,
    });
  });
});
