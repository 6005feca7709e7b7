import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { Fault } from '../../application/fault.ts';
import type { Item } from './table.ts';

/** DynamoDB's limit on the keys of one BatchGetItem. */
const BATCH_LIMIT = 100;
const ATTEMPTS = 5;

/** One item, strongly consistent. */
export const getItem = async (client: DynamoDBDocumentClient, table: string, key: Item): Promise<Item | undefined> =>
  (await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item;

/** All items of `keys` that exist, strongly consistent, in no order; all batches at once. */
export const getItems = async (
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly Item[],
): Promise<Item[]> => {
  const batches: Promise<Item[]>[] = [];
  for (let at = 0; at < keys.length; at += BATCH_LIMIT) {
    batches.push(getBatch(client, table, keys.slice(at, at + BATCH_LIMIT)));
  }
  return (await Promise.all(batches)).flat();
};

const getBatch = async (client: DynamoDBDocumentClient, table: string, keys: Item[]): Promise<Item[]> => {
  const found: Item[] = [];
  let left = keys;
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === ATTEMPTS) throw new Fault('StorageFault', 'the batch was not read to its end');
    const answer = await client.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: left, ConsistentRead: true } } }),
    );
    found.push(...(answer.Responses?.[table] ?? []));
    left = (answer.UnprocessedKeys?.[table]?.Keys ?? []) as Item[];
  }
  return found;
};

/** Every item of a query, page after page. */
export const queryAll = async (client: DynamoDBDocumentClient, query: QueryCommandInput): Promise<Item[]> => {
  const found: Item[] = [];
  let start: Item | undefined;
  do {
    const page = await client.send(new QueryCommand({ ...query, ExclusiveStartKey: start }));
    found.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return found;
};
