import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { ReadSecret } from '../../application/ports/secret-ports.ts';

const login = z.object({ username: z.string().min(1), password: z.string().min(1) });

/** The current login of a credential. Its value appears in no message, whatever goes wrong. */
export const readSecret =
  (client: SecretsManagerClient): ReadSecret =>
  async (secretName) => {
    const parsed = login.safeParse(parseJson(await value(client, secretName)));
    return parsed.success ? parsed.data : 'missing';
  };

const value = async (client: SecretsManagerClient, secretName: string): Promise<string> => {
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretName }));
    return SecretString ?? '';
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return '';
    throw error;
  }
};

/** Without the cause: a SyntaxError quotes the text that it could not read. */
const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
