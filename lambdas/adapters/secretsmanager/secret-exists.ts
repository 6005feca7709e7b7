import {
  DescribeSecretCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { SecretExists } from '../../application/ports/secret-ports.ts';

/** From what Secrets Manager says about the secret; a secret that is being deleted, or has no value yet, is not there. */
export const secretExists =
  (client: SecretsManagerClient): SecretExists =>
  async (secretName) => {
    try {
      const secret = await client.send(new DescribeSecretCommand({ SecretId: secretName }));
      const stages = Object.values(secret.VersionIdsToStages ?? {}).flat();
      return secret.DeletedDate === undefined && stages.includes('AWSCURRENT');
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return false;
      throw error;
    }
  };
