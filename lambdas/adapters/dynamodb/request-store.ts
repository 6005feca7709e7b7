import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock, Recorded, RequestChange, RequestStore, StoredRequest } from '../../application/ports.ts';
import type { Chained } from '../../core/audit/chain.ts';
import type { AuditRecord } from '../../core/audit/record.ts';
import { accessOf } from '../../core/request/access.ts';
import type { Request } from '../../core/request/state.ts';
import { custodyItems } from './custody-items.ts';
import { listKeys, requestKeys } from './keys.ts';
import { getItem, queryAll } from './read.ts';
import { recallItem, rememberItem } from './remembered.ts';
import { type TransactionItems, transact } from './transaction.ts';

/** Requests in the table `Requests`: one conditional transaction a decision (design.md 4). */
export const dynamoRequestStore = (client: DynamoDBDocumentClient, table: string, clock: Clock): RequestStore => ({
  load: async (id) => {
    const item = await getItem(client, table, requestKeys.state(id));
    return item && toStored(item);
  },
  commit: (change) => transact(client, transactionFor(table, change, clock())),
  remembered: (key) => recallItem({ client, table, now: clock() }, key),
  history: async (id) => {
    const { pk, prefix } = requestKeys.events(id);
    const items = await queryAll(client, {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
    });
    return items.map((item) => item['record'] as Chained<AuditRecord>);
  },
});

const toStored = (item: Record<string, unknown>): StoredRequest => ({
  request: item['request'] as Request,
  version: Number(item['version']),
  head: String(item['head']),
});

const transactionFor = (table: string, change: RequestChange, now: number): TransactionItems => [
  stateItem(table, change),
  ...change.recorded.flatMap((recorded) => eventItems(table, change.request.id, recorded)),
  ...custodyItems(table, change),
  ...(change.task
    ? [{ Put: { TableName: table, Item: { ...requestKeys.token(change.request.id), ...change.task } } }]
    : []),
  ...(change.remember ? [rememberItem(table, change.remember, now)] : []),
];

/** The state, conditioned on the version that the decision was made from. */
const stateItem = (table: string, change: RequestChange): TransactionItems[number] => {
  const { request, from } = change;
  const head = change.recorded.at(-1)?.record.hash ?? change.head;
  const condition =
    from === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: '#version = :from',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':from': from },
        };
  return {
    Put: {
      TableName: table,
      Item: {
        ...requestKeys.state(request.id),
        ...indexed(request),
        version: from + change.recorded.length,
        head,
        request,
      },
      ...condition,
    },
  };
};

const indexed = (request: Request) => ({
  ...listKeys.requester(request.requester, request.createdAt, request.id),
  ...listKeys.report(request.createdAt, request.id),
  ...dueKeys(request),
});

/** When somebody has to look at a request at the latest: at its deadline, or at the end of an access until it is closed. */
const dueKeys = (request: Request) => {
  if (request.name === 'pending') return listKeys.due(request.deadline, request.id);
  const access = accessOf(request);
  return access && !access.closure ? listKeys.due(access.window.end, request.id) : {};
};

/** The audit record and its pending effect; neither is ever written twice. */
const eventItems = (table: string, id: string, { record, steps }: Recorded): TransactionItems => [
  {
    Put: {
      TableName: table,
      Item: { ...requestKeys.event(id, record.seq), record },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  },
  { Put: { TableName: table, Item: { ...requestKeys.effect(id, record.seq), steps, done: [] } } },
];
