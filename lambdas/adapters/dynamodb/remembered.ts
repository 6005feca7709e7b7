import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { singleKeys } from './keys.ts';
import { pack, unpack } from './packed.ts';
import { getItem } from './read.ts';
import type { TransactionItems } from './transaction.ts';

const KEPT_SECONDS = 24 * 3600;

/** Keeps the answer to a write for a day, in the transaction of that write (threats.md T-17). */
export const rememberItem = <Kept extends { readonly key: string }>(
  table: string,
  remembered: Kept,
  at: number,
): TransactionItems[number] => {
  const now = Math.floor(at / 1000);
  return {
    Put: {
      TableName: table,
      Item: {
        ...singleKeys.remembered(remembered.key),
        remembered: pack(remembered),
        expiresAtEpochSeconds: now + KEPT_SECONDS,
      },
      ConditionExpression: 'attribute_not_exists(pk) OR expiresAtEpochSeconds <= :now',
      ExpressionAttributeValues: { ':now': now },
    },
  };
};

/** What was kept under a key, if it is not too old: DynamoDB removes expired items late, so they are treated as gone. */
export const recallItem = async <Kept>(
  { client, table, now }: { readonly client: DynamoDBDocumentClient; readonly table: string; readonly now: number },
  key: string,
): Promise<Kept | undefined> => {
  const item = await getItem(client, table, singleKeys.remembered(key));
  const expires = Number(item?.['expiresAtEpochSeconds'] ?? 0);
  return item && expires * 1000 > now ? unpack<Kept>(item['remembered']) : undefined;
};
