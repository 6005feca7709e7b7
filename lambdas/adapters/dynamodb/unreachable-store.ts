import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../application/ports/ports.ts';
import type { Unreachable, UnreachableStore } from '../../application/ports/undelivered-ports.ts';
import { unreachableKeys } from './keys.ts';
import { getItem, queryAll } from './read.ts';
import type { Item } from './table.ts';
import type { DynamoVaultLog } from './vault-log.ts';

/** Whoever repaired a mailbox need not answer by mail to be reachable again. */
const KEPT_MILLIS = 30 * 24 * 3_600_000;

/** A row for each address that mail does not reach; what nothing renews goes away by itself. */
export const dynamoUnreachableStore = (
  client: DynamoDBDocumentClient,
  table: string,
  { log, clock }: { readonly log: DynamoVaultLog; readonly clock: Clock },
): UnreachableStore => {
  const rowOf = (item: Item | undefined): readonly Unreachable[] => {
    const unreachable = item?.['unreachable'] as Unreachable | undefined;
    return unreachable && clock() < unreachable.lastAt + KEPT_MILLIS ? [unreachable] : [];
  };
  return {
    of: async (who) => rowOf(await getItem(client, table, unreachableKeys.row(who)))[0],
    note: (unreachable, entry, steps) => {
      const expiresAtEpochSeconds = Math.ceil((unreachable.lastAt + KEPT_MILLIS) / 1000);
      const item = { ...unreachableKeys.row(unreachable.who), unreachable, expiresAtEpochSeconds };
      return log.appendWith([{ Put: { TableName: table, Item: item } }], entry, steps);
    },
    clear: (who, entry) => log.appendWith([{ Delete: { TableName: table, Key: unreachableKeys.row(who) } }], entry),
    all: async () => {
      const rows = await queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': unreachableKeys.all.pk },
      });
      return rows.flatMap(rowOf);
    },
  };
};
