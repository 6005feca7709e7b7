import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { Fault } from '../../application/fault.ts';
import type { SecretVersions } from '../../application/rotation-ports.ts';

const login = z.object({ username: z.string().min(1), password: z.string().min(1) });

/** AWS's shape for a database secret; other members are kept as they are. TLS is on unless the secret says otherwise. */
const databaseSecret = login.loose().extend({
  engine: z.literal('postgres'),
  host: z.string().min(1),
  port: z.coerce.number().int().default(5432),
  dbname: z.string().min(1).default('postgres'),
  masterarn: z.string().min(1),
  ssl: z.boolean().default(true),
});

/** The versions of a secret in Secrets Manager. No value of a secret appears in a message. */
export const secretVersions = (client: SecretsManagerClient): SecretVersions => ({
  stages: async (secretId) =>
    (await client.send(new DescribeSecretCommand({ SecretId: secretId }))).VersionIdsToStages ?? {},
  readCurrent: async (secretId) =>
    read(databaseSecret, await value(client, { SecretId: secretId, VersionStage: 'AWSCURRENT' }), secretId),
  readPending: async (secretId, token) => {
    try {
      const text = await value(client, { SecretId: secretId, VersionId: token, VersionStage: 'AWSPENDING' });
      return read(databaseSecret, text, secretId);
    } catch (error) {
      // The version exists, with no value yet: this is how a rotation begins.
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  },
  readRotator: async (secretId) => read(login, await value(client, { SecretId: secretId }), secretId),
  writePending: async (secretId, token, secret) => {
    await client.send(
      new PutSecretValueCommand({
        SecretId: secretId,
        ClientRequestToken: token,
        SecretString: JSON.stringify(secret),
        VersionStages: ['AWSPENDING'],
      }),
    );
  },
  makeCurrent: async (secretId, token, from) => {
    await client.send(
      new UpdateSecretVersionStageCommand({
        SecretId: secretId,
        VersionStage: 'AWSCURRENT',
        MoveToVersionId: token,
        RemoveFromVersionId: from,
      }),
    );
  },
});

const value = async (
  client: SecretsManagerClient,
  which: { readonly SecretId: string; readonly VersionId?: string; readonly VersionStage?: string },
): Promise<string> => (await client.send(new GetSecretValueCommand(which))).SecretString ?? '';

const read = <Schema extends z.ZodType>(schema: Schema, text: string, secretId: string): z.output<Schema> => {
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole value').join(', ');
  throw new Fault('SecretMalformed', `secret ${secretId} is not a database secret: look at ${fields}`, {
    retryable: false,
  });
};

/** Without the cause: a SyntaxError quotes the text that it could not read. */
const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
