import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { OrdinaryHold } from '../../application/mail-ports.ts';
import { singleKeys } from './keys.ts';
import { getItem } from './read.ts';

/** One item, written only while urgent mail waits. Who writes last decides: all of them say about the same. */
export const dynamoOrdinaryHold = (client: DynamoDBDocumentClient, table: string): OrdinaryHold => ({
  holdUntil: async (until) => {
    const expiresAtEpochSeconds = Math.ceil(until / 1000);
    const Item = { ...singleKeys.ordinaryHold, until, expiresAtEpochSeconds };
    await client.send(new PutCommand({ TableName: table, Item }));
  },
  isHeld: async (now) => Number((await getItem(client, table, singleKeys.ordinaryHold))?.['until'] ?? 0) > now,
});
