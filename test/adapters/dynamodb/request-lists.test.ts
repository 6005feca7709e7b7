import { BatchGetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { pack } from '../../../lambdas/adapters/dynamodb/packed.ts';
import { dynamoRequestLists } from '../../../lambdas/adapters/dynamodb/request-lists.ts';
import type { Page } from '../../../lambdas/application/ports/ports.ts';
import type { Request } from '../../../lambdas/core/request/state.ts';
import { mockTable } from './mock-table.ts';

const pageOf = (page: Page<Request> | 'cursor-unknown'): Page<Request> => {
  if (page === 'cursor-unknown') throw new Error('the cursor is unknown');
  return page;
};
const encoded = (key: unknown): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** The table answers every key of a state with a request of that id. */
const withStates = (mock: ReturnType<typeof mockTable>['mock']) =>
  mock.on(BatchGetCommand).callsFake(({ RequestItems }) => ({
    Responses: {
      requests: RequestItems.requests.Keys.map(({ pk }: { pk: string }) => ({
        pk,
        request: pack({ id: pk.slice(2) }),
      })),
    },
  }));

describe('my requests', () => {
  const lastKey = { requesterPk: 'Q#ana', requesterSk: '2026', pk: 'R#1', sk: 'STATE' };
  const query = {
    TableName: 'requests',
    IndexName: 'requester',
    KeyConditionExpression: 'requesterPk = :pk',
    ExpressionAttributeValues: { ':pk': 'Q#ana' },
    Limit: 30,
    ScanIndexForward: false,
  };

  it('I-04: are a query by their requester, newest first, page by page', async () => {
    const { client, mock } = mockTable();
    withStates(mock);
    mock
      .on(QueryCommand)
      .resolvesOnce({ Items: [{ pk: 'R#2', sk: 'STATE', requesterPk: 'Q#ana' }], LastEvaluatedKey: lastKey })
      .resolvesOnce({ Items: [{ pk: 'R#1', sk: 'STATE', requesterPk: 'Q#ana' }] });
    const lists = dynamoRequestLists(client, 'requests');

    const first = pageOf(await lists.byRequester('ana'));
    const second = pageOf(await lists.byRequester('ana', first.cursor));

    expect([first.items, second]).toEqual([[{ id: '2' }], { items: [{ id: '1' }], cursor: undefined }]);
    expect(mock).toHaveReceivedNthCommandWith(QueryCommand, 1, query);
    expect(mock).toHaveReceivedNthCommandWith(QueryCommand, 2, { ...query, ExclusiveStartKey: lastKey });
    expect(mock).toHaveReceivedCommandWith(BatchGetCommand, {
      RequestItems: { requests: { Keys: [{ pk: 'R#2', sk: 'STATE' }], ConsistentRead: true } },
    });
  });

  it.each([
    ['of somebody else', encoded({ ...lastKey, requesterPk: 'Q#bruno' })],
    ['of another list', encoded({ pk: 'A#ana', sk: 'P#1' })],
    ['that is no JSON', 'bm9wZQ'],
    ['that is no key', encoded(['x'])],
    ['that holds more than texts', encoded({ ...lastKey, sk: 1 })],
    ['that is empty', ''],
  ])('I-04: take no cursor %s, and ask nothing by it', async (_name, cursor) => {
    const { client, mock } = mockTable();

    expect(await dynamoRequestLists(client, 'requests').byRequester('ana', cursor)).toBe('cursor-unknown');
    expect(mock).not.toHaveReceivedAnyCommand();
  });
});

describe('my approvals', () => {
  it('are the inbox rows of a person, and the requests as they are now, in that order', async () => {
    const { client, mock } = mockTable();
    mock.on(QueryCommand).resolves({ Items: [{ requestId: '2' }, { requestId: '1' }, { requestId: 'gone' }] });
    mock.on(BatchGetCommand).resolves({
      Responses: {
        requests: [
          { pk: 'R#1', request: pack({ id: '1' }) },
          { pk: 'R#2', request: pack({ id: '2' }) },
        ],
      },
    });

    expect(await dynamoRequestLists(client, 'requests').byApprover('bruno')).toEqual({
      items: [{ id: '2' }, { id: '1' }],
    });

    expect(mock).toHaveReceivedCommandWith(QueryCommand, {
      TableName: 'requests',
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': 'A#bruno', ':prefix': 'P#' },
      Limit: 30,
      ScanIndexForward: false,
    });
  });

  it('I-04: take no cursor of another inbox', async () => {
    const { client } = mockTable();
    const cursor = encoded({ pk: 'A#carla', sk: 'P#1' });

    expect(await dynamoRequestLists(client, 'requests').byApprover('bruno', cursor)).toBe('cursor-unknown');
  });
});

describe('the requests of a month', () => {
  /** Four shards of `count` requests each, as the index gives them. */
  const shards = (count: number) => {
    const { client, mock } = mockTable();
    withStates(mock);
    mock.on(QueryCommand).callsFake(({ ExpressionAttributeValues: values, Limit }) => {
      const shard = values[':pk'].slice(-1);
      const all = Array.from({ length: count }, (_, number) => `${String(number).padStart(3, '0')}-${shard}`)
        .toReversed()
        .filter((reportSk) => reportSk < values[':before']);
      const items = all.slice(0, Limit).map((reportSk) => ({ reportSk, pk: `R#${reportSk}`, sk: 'STATE' }));
      return { Items: items, ...(all.length > Limit ? { LastEvaluatedKey: { pk: 'x' } } : {}) };
    });
    return { lists: dynamoRequestLists(client, 'requests'), mock };
  };

  it('D-14: are read from every shard by its key, and merged newest first', async () => {
    const { lists, mock } = shards(2);

    const page = await lists.byMonth('2026-11');

    expect(page.items.map(({ id }) => id)).toEqual([
      '001-3',
      '001-2',
      '001-1',
      '001-0',
      '000-3',
      '000-2',
      '000-1',
      '000-0',
    ]);
    expect(page.cursor).toBeUndefined();
    expect(mock).toHaveReceivedCommandTimes(QueryCommand, 4);
    expect(mock).toHaveReceivedNthCommandWith(QueryCommand, 1, {
      TableName: 'requests',
      IndexName: 'report',
      KeyConditionExpression: 'reportPk = :pk AND reportSk < :before',
      ExpressionAttributeValues: { ':pk': 'M#2026-11#0', ':before': '~' },
      Limit: 30,
      ScanIndexForward: false,
    });
  });

  it.each([1, 7, 8, 30, 31, 40])('together hold each of 4 x %i requests once, in order', async (count) => {
    const { lists } = shards(count);
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await lists.byMonth('2026-11', cursor);
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.cursor;
    } while (cursor !== undefined);

    expect(ids).toHaveLength(4 * count);
    expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => (a < b ? 1 : -1)));
  });
});

describe('D-07: requests that wait', () => {
  const since = Date.parse('2026-11-23T17:00:00Z');
  const of = { since, count: 2 };
  const keys = (count: number) =>
    Array.from({ length: count }, (_, number) => ({ pk: `R#${number}`, sk: 'STATE', requesterPk: 'Q#ana' }));
  const lists = (found: readonly object[], names: readonly string[]) => {
    const { client, mock } = mockTable();
    mock.on(QueryCommand).resolves({ Items: [...found] });
    mock.on(BatchGetCommand).callsFake(({ RequestItems }) => ({
      Responses: {
        requests: RequestItems.requests.Keys.map(({ pk }: { pk: string }) => ({
          pk,
          request: pack({ name: names[Number(pk.slice(2))] }),
        })),
      },
    }));
    return { mock, lists: dynamoRequestLists(client, 'requests') };
  };

  it('are not looked at where there are fewer requests than asked for', async () => {
    const { mock, lists: few } = lists(keys(1), ['pending']);

    expect(await few.hasPending('ana', of)).toBe(false);

    expect(mock).not.toHaveReceivedCommand(BatchGetCommand);
    expect(mock).toHaveReceivedCommandWith(QueryCommand, {
      IndexName: 'requester',
      KeyConditionExpression: 'requesterPk = :pk AND requesterSk >= :since',
      ExpressionAttributeValues: { ':pk': 'Q#ana', ':since': '2026-11-23T17:00:00.000Z' },
    });
  });

  it.each([
    [['pending', 'approved', 'pending'], true],
    [['pending', 'approved', 'lapsed'], false],
  ])('%j are enough: %s', async (names, enough) => {
    expect(await lists(keys(3), names).lists.hasPending('ana', of)).toBe(enough);
  });

  it('are sought among the newest three hundred', async () => {
    const { client, mock } = mockTable();
    withStates(mock);
    const LastEvaluatedKey = { requesterPk: 'Q#ana', requesterSk: '2026', pk: 'R#1', sk: 'STATE' };
    mock.on(QueryCommand).resolves({ Items: keys(200), LastEvaluatedKey });

    expect(await dynamoRequestLists(client, 'requests').hasPending('ana', of)).toBe(false);

    expect(mock).toHaveReceivedCommandTimes(QueryCommand, 2);
    const read = mock
      .commandCalls(BatchGetCommand)
      .flatMap((call) => call.args[0].input.RequestItems?.['requests']?.Keys);
    expect(read).toHaveLength(300);
  });
});
