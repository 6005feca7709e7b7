import { createHmac } from 'node:crypto';
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Fault } from '../../application/fault.ts';
import type { ReplyToken } from '../../application/mail-ports.ts';

/** 160 bits: 32 characters of base32. */
const TOKEN_BYTES = 20;
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** Tokens by HMAC-SHA-256 with a key that is read once a cold start and stands nowhere else (design.md 7). */
export const hmacReplyToken = (client: SecretsManagerClient, secretArn: string): ReplyToken => {
  let key: Promise<string> | undefined;
  return async (invitationId) => {
    // A read that failed is not kept: the next mail reads again.
    key ??= readKey(client, secretArn).catch((error: unknown) => {
      key = undefined;
      throw error;
    });
    const digest = createHmac('sha256', await key)
      .update(invitationId)
      .digest();
    return base32(digest.subarray(0, TOKEN_BYTES));
  };
};

const readKey = async (client: SecretsManagerClient, secretArn: string): Promise<string> => {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
  if (!SecretString) throw new Fault('SecretMalformed', 'the key of the reply tokens is empty', { retryable: false });
  return SecretString;
};

const base32 = (bytes: Uint8Array): string => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => BASE32[Number.parseInt(five, 2)]).join('');
};
