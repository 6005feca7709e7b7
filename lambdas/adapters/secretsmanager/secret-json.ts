import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** Which value of a secret; by default the current one. */
export interface Which {
  readonly SecretId: string;
  readonly VersionId?: string;
  readonly VersionStage?: string;
}

/** The value as JSON; undefined where it is none. Without the cause: a SyntaxError quotes the text that it could not read. */
export const secretJson = async (client: SecretsManagerClient, which: Which): Promise<unknown> => {
  const { SecretString } = await client.send(new GetSecretValueCommand(which));
  try {
    return JSON.parse(SecretString ?? '');
  } catch {
    return undefined;
  }
};
