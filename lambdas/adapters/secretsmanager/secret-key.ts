import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Fault } from '../../application/fault.ts';

/** A key of our own, read once a cold start; it stands nowhere else. A read that failed is not kept. */
export const secretKey = (client: SecretsManagerClient, secretArn: string): (() => Promise<string>) => {
  let key: Promise<string> | undefined;
  return () => {
    key ??= readKey(client, secretArn).catch((error: unknown) => {
      key = undefined;
      throw error;
    });
    return key;
  };
};

const readKey = async (client: SecretsManagerClient, secretArn: string): Promise<string> => {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
  if (!SecretString) throw new Fault('SecretMalformed', 'a key of our own is empty', { retryable: false });
  return SecretString;
};
