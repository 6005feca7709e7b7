import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { Fault } from '../../application/fault.ts';
import type { ReadSecret } from '../../application/ports.ts';

const login = z.object({ username: z.string().min(1), password: z.string().min(1) });

/** The current login of a credential. Its value appears in no message, whatever goes wrong. */
export const readSecret =
  (client: SecretsManagerClient): ReadSecret =>
  async (secretName) => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretName }));
    const parsed = login.safeParse(parseJson(SecretString ?? ''));
    if (!parsed.success)
      throw new Fault('SecretMalformed', `secret ${secretName} is not JSON with a username and a password`, {
        retryable: false,
      });
    return parsed.data;
  };

/** Without the cause: a SyntaxError quotes the text that it could not read. */
const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
