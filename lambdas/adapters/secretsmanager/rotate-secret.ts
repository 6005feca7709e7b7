import {
  CancelRotateSecretCommand,
  DescribeSecretCommand,
  InvalidRequestException,
  RotateSecretCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { RotateSecret } from '../../application/ports/secret-ports.ts';
import { growingPause } from '../../core/time/growing-pause.ts';

export interface Rotation {
  readonly functionArn: string;
  /** How often to look whether it is done, before the workflow is asked to look again. */
  readonly looks: number;
  /** Before the second look; each further pause is half as long again, for every look is a call that is paid for. */
  readonly pauseMillis: number;
  readonly pause: (millis: number) => Promise<void>;
}

/**
 * Changes a password by Secrets Manager's own rotation. `token` names the version, so a repeat is the same rotation.
 * Confirmed means that this version is the current one. No automatic schedule stays behind: it would change passwords
 * inside live windows (design.md 5).
 */
export const rotateSecret =
  (client: SecretsManagerClient, rotation: Rotation): RotateSecret =>
  async (secretName, token) => {
    if (!(await isDone(client, secretName, token))) await startRotation(client, rotation, { secretName, token });
    for (let look = 0; look < rotation.looks; look += 1) {
      if (await isDone(client, secretName, token)) {
        await client.send(new CancelRotateSecretCommand({ SecretId: secretName }));
        return 'confirmed';
      }
      await rotation.pause(growingPause(rotation.pauseMillis, look));
    }
    return 'in-progress';
  };

/** Current now, or current until a later change: both say that this rotation was finished. */
const isDone = async (client: SecretsManagerClient, secretName: string, token: string): Promise<boolean> => {
  const { VersionIdsToStages } = await client.send(new DescribeSecretCommand({ SecretId: secretName }));
  const stages = VersionIdsToStages?.[token] ?? [];
  return stages.includes('AWSCURRENT') || stages.includes('AWSPREVIOUS');
};

const startRotation = async (
  client: SecretsManagerClient,
  { functionArn }: Rotation,
  { secretName, token }: { readonly secretName: string; readonly token: string },
): Promise<void> => {
  try {
    await client.send(
      new RotateSecretCommand({
        SecretId: secretName,
        ClientRequestToken: token,
        RotationLambdaARN: functionArn,
        // The call demands rules; the longest interval is taken back as soon as this rotation is done.
        RotationRules: { AutomaticallyAfterDays: 1000 },
        RotateImmediately: true,
      }),
    );
  } catch (error) {
    if (!isUnderWay(error)) throw error;
  }
};

/** "A previous rotation isn't complete. That rotation will be reattempted." It is being done: wait for it. */
const isUnderWay = (error: unknown): boolean =>
  error instanceof InvalidRequestException && /previous rotation/i.test(error.message);
