import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import type { DatabaseSecrets } from '../../application/ports/database-ports.ts';
import { secretJson } from './secret-json.ts';
import { credentialSecret, inShape } from './secret-shape.ts';

/** AWS's shape for a database secret; other members are kept as they are. TLS is on unless the secret says otherwise. */
export const databaseSecret = credentialSecret.extend({
  engine: z.literal('postgres'),
  host: z.string().min(1),
  port: z.coerce.number().int().default(5432),
  dbname: z.string().min(1).default('postgres'),
  masterarn: z.string().min(1),
  ssl: z.boolean().default(true),
});

/** All that the secret of a rotator needs. */
const rotatorSecret = z.object({ username: z.string().min(1), password: z.string().min(1) });

/** The secrets of databases in Secrets Manager. No value of a secret appears in a message. */
export const databaseSecrets = (client: SecretsManagerClient): DatabaseSecrets => ({
  readCurrent: async (secretId) =>
    inShape(databaseSecret, await secretJson(client, { SecretId: secretId }), `secret ${secretId}`),
  readRotator: async (secretId) =>
    inShape(rotatorSecret, await secretJson(client, { SecretId: secretId }), `secret ${secretId}`),
});
