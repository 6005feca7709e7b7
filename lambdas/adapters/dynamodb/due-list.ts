import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Due, DueList } from '../../application/ports/sweep-ports.ts';
import { dueKeys } from './keys.ts';
import type { Item } from './table.ts';

/** Where each part of the index goes on; parts that are read to their end are not named. */
const places = z.record(z.string(), z.record(z.string(), z.unknown()));

const PAGE_SIZE = 25;

/** The due index, part by part, all parts at once: a Query each up to `until`, no Scan. It holds keys only. */
export const dynamoDueList = (client: DynamoDBDocumentClient, table: string): DueList => ({
  page: async (until, cursor) => {
    const from = cursor === undefined ? undefined : places.parse(JSON.parse(cursor));
    const parts = from ? Object.keys(from) : dueKeys.partitions;
    const pages = await Promise.all(
      parts.map((part) => queryPart(client, table, { part, until, start: from?.[part] })),
    );
    const left = pages.flatMap(({ part, next }) => (next ? [[part, next] as const] : []));
    return {
      items: pages.flatMap(({ items }) => items.map(toDue)),
      cursor: left.length > 0 ? JSON.stringify(Object.fromEntries(left)) : undefined,
    };
  },
});

const queryPart = async (
  client: DynamoDBDocumentClient,
  table: string,
  { part, until, start }: { readonly part: string; readonly until: number; readonly start: Item | undefined },
) => {
  const page = await client.send(
    new QueryCommand({
      TableName: table,
      IndexName: 'due',
      KeyConditionExpression: 'duePk = :part AND dueSk < :upTo',
      ExpressionAttributeValues: { ':part': part, ':upTo': dueKeys.upTo(until) },
      Limit: PAGE_SIZE,
      ExclusiveStartKey: start,
    }),
  );
  return { part, items: page.Items ?? [], next: page.LastEvaluatedKey };
};

/** What a row is about is told by the key of its item. A new kind is one more line here. */
const toDue = (item: Item): Due => {
  const key = { pk: String(item['pk']), sk: String(item['sk']) };
  const dueAt = dueKeys.dueAt(String(item['dueSk']));
  if (key.pk.startsWith('R#') && key.sk === 'STATE') return { kind: 'request', id: key.pk.slice(2), dueAt };
  if (key.pk.startsWith('C#') && key.sk === 'LOCK') return { kind: 'password', credential: key.pk.slice(2), dueAt };
  if (key.sk.startsWith('E#')) return { kind: 'effect', key, dueAt };
  return { kind: 'unknown', key, dueAt };
};
