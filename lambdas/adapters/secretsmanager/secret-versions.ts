import {
  DescribeSecretCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import type { SecretVersions } from '../../application/ports/rotation-ports.ts';
import { secretJson } from './secret-json.ts';
import { credentialSecret, inShape } from './secret-shape.ts';

/** The versions of a secret in Secrets Manager. No value of a secret appears in a message. */
export const secretVersions = (client: SecretsManagerClient): SecretVersions => ({
  stages: async (secretId) =>
    (await client.send(new DescribeSecretCommand({ SecretId: secretId }))).VersionIdsToStages ?? {},
  readCurrent: async (secretId) =>
    inShape(
      credentialSecret,
      await secretJson(client, { SecretId: secretId, VersionStage: 'AWSCURRENT' }),
      `secret ${secretId}`,
    ),
  readPending: async (secretId, token) => {
    try {
      const made = await secretJson(client, { SecretId: secretId, VersionId: token, VersionStage: 'AWSPENDING' });
      return inShape(credentialSecret, made, `secret ${secretId}`);
    } catch (error) {
      // The version exists, with no value yet: this is how a rotation begins.
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  },
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
