import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AbsenceStore } from '../../application/ports/absence-ports.ts';
import type { VaultEntry } from '../../application/ports/ports.ts';
import type { Absence } from '../../core/absence/absence.ts';
import { singleKeys } from './keys.ts';
import { getItems } from './read.ts';
import type { TransactionItems } from './transaction.ts';
import type { DynamoVaultLog } from './vault-log.ts';

/** Absences, one item a person; an absence that is over goes away by itself. */
export const dynamoAbsenceStore = (
  client: DynamoDBDocumentClient,
  table: string,
  log: DynamoVaultLog,
): AbsenceStore => {
  const write = (item: TransactionItems[number], entry: VaultEntry) => log.appendWith([item], entry);
  return {
    of: async (people) => {
      const items = await getItems(client, table, [...new Set(people)].map(singleKeys.absence));
      const absences = items.map((item) => item['absence'] as Absence);
      return Object.fromEntries(absences.map((absence) => [absence.person, absence]));
    },
    set: (absence, entry) => {
      const expiresAtEpochSeconds = Math.ceil(absence.until / 1000);
      const item = { ...singleKeys.absence(absence.person), absence, expiresAtEpochSeconds };
      return write({ Put: { TableName: table, Item: item } }, entry);
    },
    clear: (person, entry) => write({ Delete: { TableName: table, Key: singleKeys.absence(person) } }, entry),
  };
};
