import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock, RequestChange, RequestStore, StoredRequest, WaitingTask } from '../../application/ports/ports.ts';
import type { Chained } from '../../core/audit/chain.ts';
import type { AuditRecord } from '../../core/audit/record.ts';
import { dueAt } from '../../core/request/due.ts';
import type { Request } from '../../core/request/state.ts';
import { trackOf } from '../../core/request/track.ts';
import { custodyItems } from './custody-items.ts';
import { eventItem } from './event-item.ts';
import { dueKeys, listKeys, requestKeys } from './keys.ts';
import { openReviewItems } from './open-review.ts';
import { pack, unpack } from './packed.ts';
import { quarantineItems } from './quarantine.ts';
import { getItem, queryAll } from './read.ts';
import { recallItem, rememberItem } from './remembered.ts';
import type { Item } from './table.ts';
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

/** The request that an item of state holds. */
export const requestIn = (item: Item): Request => unpack(item['request']);

const toStored = (item: Item): StoredRequest => ({
  request: requestIn(item),
  version: Number(item['version']),
  head: String(item['head']),
});

const transactionFor = (table: string, change: RequestChange, now: number): TransactionItems => [
  stateItem(table, change, now),
  ...eventItems(table, change),
  ...custodyItems(table, change),
  ...quarantineItems(table, change),
  ...openReviewItems(table, change),
  ...(change.task ? [taskItem(table, change.request.id, change.task)] : []),
  ...(change.remember ? [rememberItem(table, change.remember, now)] : []),
];

const eventItems = (table: string, { request, recorded }: RequestChange): TransactionItems => {
  const track = trackOf(recorded.flatMap(({ steps }) => steps));
  return recorded.map((each) => eventItem(table, requestKeys.event(request.id, each.record.seq), { ...each, track }));
};

/** The state, conditioned on the version that the decision was made from. */
const stateItem = (table: string, change: RequestChange, now: number): TransactionItems[number] => {
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
        ...indexed(request, now),
        version: from + change.recorded.length,
        head,
        // In words, for whoever looks at the table; everything else is packed, so that a state is rarely over a KB.
        state: request.name,
        request: pack(request),
      },
      ...condition,
    },
  };
};

/** The newest ask stays: one that is slow, and over by now, would take away the token that is waited with. */
const taskItem = (table: string, id: string, task: WaitingTask): TransactionItems[number] => ({
  Put: {
    TableName: table,
    Item: { ...requestKeys.token(id), ...task },
    ConditionExpression: 'attribute_not_exists(enteredAt) OR enteredAt <= :enteredAt',
    ExpressionAttributeValues: { ':enteredAt': task.enteredAt },
  },
});

const indexed = (request: Request, now: number) => {
  const due = dueAt(request, now);
  return {
    ...listKeys.requester(request.requester, request.createdAt, request.id),
    ...listKeys.report(request.createdAt, request.id),
    ...(due === undefined ? {} : dueKeys.request(due, request.id)),
  };
};
