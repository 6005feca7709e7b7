import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { HandledMails } from '../../application/ports/mail-ports.ts';
import { singleKeys } from './keys.ts';
import { getItem } from './read.ts';

/** Longer than a dead letter is kept, which is the last way in which a mail comes again. */
const KEPT_SECONDS = 30 * 24 * 3600;

/** An item a mail. It is written when the mail is handled: a mail whose handling died is handled again. */
export const dynamoHandledMails = (client: DynamoDBDocumentClient, table: string): HandledMails => ({
  has: async (messageId) => (await getItem(client, table, singleKeys.handledMail(messageId))) !== undefined,
  add: async (messageId, at) => {
    const expiresAtEpochSeconds = Math.ceil(at / 1000) + KEPT_SECONDS;
    const Item = { ...singleKeys.handledMail(messageId), expiresAtEpochSeconds };
    await client.send(new PutCommand({ TableName: table, Item }));
  },
});
