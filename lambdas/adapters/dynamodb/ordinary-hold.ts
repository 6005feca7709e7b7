import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { OrdinaryHold } from '../../application/ports/mail-ports.ts';
import { singleKeys } from './keys.ts';

/**
 * One item, written only while urgent mail waits. Who writes last decides: all of them say about the same. It is read at
 * each ordinary mail and needs no strong consistency: the sign is renewed, and one mail more in its first second harms nothing.
 */
export const dynamoOrdinaryHold = (client: DynamoDBDocumentClient, table: string): OrdinaryHold => ({
  holdUntil: async (until) => {
    const expiresAtEpochSeconds = Math.ceil(until / 1000);
    const Item = { ...singleKeys.ordinaryHold, until, expiresAtEpochSeconds };
    await client.send(new PutCommand({ TableName: table, Item }));
  },
  isHeld: async (now) => {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: singleKeys.ordinaryHold }));
    return Number(Item?.['until'] ?? 0) > now;
  },
});
