import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Page, RequestLists } from '../../application/ports/ports.ts';
import type { Request } from '../../core/request/state.ts';
import { listKeys, requestKeys } from './keys.ts';
import { getItems } from './read.ts';
import { requestIn } from './request-store.ts';
import type { Item } from './table.ts';

const PAGE_SIZE = 30;
/** So many requests of one person are looked at for those that wait. */
const LOOKED = 300;

/**
 * Lists of requests, each by a key of its own: no Scan, no filter after the fetch (threats.md I-04, D-14). The state of
 * each request is read as it is now.
 */
export const dynamoRequestLists = (client: DynamoDBDocumentClient, table: string): RequestLists => ({
  byRequester: async (requester, cursor) => {
    const partition = { requesterPk: listKeys.requesterOf(requester) };
    const start = cursor === undefined ? undefined : decodeCursor(cursor, partition);
    if (cursor !== undefined && !start) return 'cursor-unknown';
    const page = await queryPage(client, {
      TableName: table,
      IndexName: 'requester',
      KeyConditionExpression: 'requesterPk = :pk',
      ExpressionAttributeValues: { ':pk': partition.requesterPk },
      ExclusiveStartKey: start,
    });
    return { ...page, items: await requestsAt(client, table, page.items.map(keyOf)) };
  },
  byApprover: async (approver, cursor) => {
    const { pk, prefix } = listKeys.inboxOf(approver);
    const start = cursor === undefined ? undefined : decodeCursor(cursor, { pk });
    if (cursor !== undefined && !start) return 'cursor-unknown';
    const page = await queryPage(client, {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
      ExclusiveStartKey: start,
    });
    const keys = page.items.map((row) => requestKeys.state(String(row['requestId'])));
    return { ...page, items: await requestsAt(client, table, keys) };
  },
  hasPending: (requester, of) => hasPending(client, table, { requester, ...of }),
  byMonth: (month, cursor) => monthPage(client, table, month, cursor),
});

interface Pending {
  readonly requester: string;
  readonly since: number;
  readonly count: number;
}

/** The index holds keys alone: a state is read only where there are enough of them. */
const hasPending = async (
  client: DynamoDBDocumentClient,
  table: string,
  { requester, since, count }: Pending,
): Promise<boolean> => {
  const keys: Item[] = [];
  let start: Item | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'requester',
        KeyConditionExpression: 'requesterPk = :pk AND requesterSk >= :since',
        ExpressionAttributeValues: { ':pk': listKeys.requesterOf(requester), ':since': new Date(since).toISOString() },
        ExclusiveStartKey: start,
        Limit: LOOKED,
        ScanIndexForward: false,
      }),
    );
    keys.push(...(page.Items ?? []).map(keyOf));
    start = page.LastEvaluatedKey;
  } while (start && keys.length < LOOKED);
  if (keys.length < count) return false;
  const requests = await requestsAt(client, table, keys.slice(0, LOOKED));
  return requests.filter(({ name }) => name === 'pending').length >= count;
};

const queryPage = async (client: DynamoDBDocumentClient, query: QueryCommandInput) => {
  const page = await client.send(new QueryCommand({ ...query, Limit: PAGE_SIZE, ScanIndexForward: false }));
  const cursor = page.LastEvaluatedKey && encodeCursor(page.LastEvaluatedKey);
  return { items: page.Items ?? [], cursor };
};

/** The key of the item itself, in an entry of an index. */
const keyOf = ({ pk, sk }: Item): Item => ({ pk, sk });

/** Indexes and inbox rows name the requests; their states are read as they are now, and keep the order of the list. */
const requestsAt = async (client: DynamoDBDocumentClient, table: string, keys: readonly Item[]): Promise<Request[]> => {
  const items = await getItems(client, table, keys);
  const byKey = new Map(items.map((item) => [String(item['pk']), requestIn(item)]));
  return keys.flatMap(({ pk }) => byKey.get(String(pk)) ?? []);
};

/** One page of a month. The shards are read together and merged, newest first; the cursor says how far each was read. */
const monthPage = async (
  client: DynamoDBDocumentClient,
  table: string,
  month: string,
  cursor: string | undefined,
): Promise<Page<Request>> => {
  const before = cursor ?? '~';
  const shards = await Promise.all(
    listKeys.reportOf(month).map((pk) =>
      queryPage(client, {
        TableName: table,
        IndexName: 'report',
        KeyConditionExpression: 'reportPk = :pk AND reportSk < :before',
        ExpressionAttributeValues: { ':pk': pk, ':before': before },
      }),
    ),
  );
  const rows = shards
    .flatMap((shard) => shard.items)
    .sort((a, b) => (String(a['reportSk']) < String(b['reportSk']) ? 1 : -1));
  const entries = rows.slice(0, PAGE_SIZE);
  const more = rows.length > PAGE_SIZE || shards.some((shard) => shard.cursor !== undefined);
  return {
    items: await requestsAt(client, table, entries.map(keyOf)),
    cursor: more ? String(entries.at(-1)?.['reportSk']) : undefined,
  };
};

const keyShape = z.record(z.string(), z.string());

const encodeCursor = (key: Item): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** The key that a cursor of this list holds; a cursor of another list, or a made-up one, holds none (threats.md I-04). */
const decodeCursor = (cursor: string, partition: { readonly [name: string]: string }): Item | undefined => {
  const key = keyShape.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString('utf8')));
  const own = key.success && Object.entries(partition).every(([name, value]) => key.data[name] === value);
  return own ? key.data : undefined;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
