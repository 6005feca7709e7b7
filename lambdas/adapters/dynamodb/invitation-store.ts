import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Invitation, InvitationStore } from '../../application/ports/mail-ports.ts';
import { singleKeys } from './keys.ts';
import { getItem } from './read.ts';

const HOUR_MILLIS = 3_600_000;
/** Kept after its end, so that a late reply can still be told the state. */
const KEPT_SECONDS = 30 * 24 * 3600;

/** Reply invitations, found by the SHA-256 of their token: the token itself is nowhere (threats.md I-02). */
export const dynamoInvitationStore = (client: DynamoDBDocumentClient, table: string): InvitationStore => ({
  put: async (invitation) => {
    await once(() => {
      const expiresAtEpochSeconds = Math.ceil(invitation.expiresAt / 1000) + KEPT_SECONDS;
      return client.send(
        new PutCommand({
          TableName: table,
          Item: { ...singleKeys.invitation(invitation.tokenHash), ...invitation, expiresAtEpochSeconds },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
    });
  },
  find: async (tokenHash) => {
    const item = await getItem(client, table, singleKeys.invitation(tokenHash));
    return item as Invitation | undefined;
  },
  markUsed: (tokenHash, at, messageId) =>
    once(() => client.send(new UpdateCommand(spent(table, tokenHash, at, messageId)))),
  mayAnswer: (tokenHash, at) => once(() => client.send(new UpdateCommand(hourly(table, tokenHash, at, 'answeredAt')))),
  mayWarn: (tokenHash, at) => once(() => client.send(new UpdateCommand(hourly(table, tokenHash, at, 'warnedAt')))),
});

const mark = (table: string, tokenHash: string, at: number, name: string, condition: string): UpdateCommandInput => ({
  TableName: table,
  Key: singleKeys.invitation(tokenHash),
  UpdateExpression: `SET ${name} = :at`,
  // An invitation that was forgotten meanwhile is not brought back as a stray item.
  ConditionExpression: `attribute_exists(pk) AND (${condition})`,
  ExpressionAttributeValues: { ':at': at },
});

const spent = (table: string, tokenHash: string, at: number, messageId: string): UpdateCommandInput => ({
  ...mark(table, tokenHash, at, 'usedAt', 'attribute_not_exists(usedAt)'),
  UpdateExpression: 'SET usedAt = :at, usedBy = :messageId',
  ExpressionAttributeValues: { ':at': at, ':messageId': messageId },
});

/** A mark that may be set again after an hour. */
const hourly = (table: string, tokenHash: string, at: number, name: string): UpdateCommandInput => ({
  ...mark(table, tokenHash, at, name, `attribute_not_exists(${name}) OR ${name} < :before`),
  ExpressionAttributeValues: { ':at': at, ':before': at - HOUR_MILLIS },
});

/** True when the write was made, false when its condition says that it was made before. */
const once = async (write: () => Promise<unknown>): Promise<boolean> => {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
