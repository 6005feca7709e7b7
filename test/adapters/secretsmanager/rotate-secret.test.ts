import {
  CancelRotateSecretCommand,
  DescribeSecretCommand,
  InvalidRequestException,
  ResourceNotFoundException,
  RotateSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { rotateSecret } from '../../../lambdas/adapters/secretsmanager/rotate-secret.ts';

const token = 'countersign-close-01KATZ9B00TEST000000000001';
const arn = 'arn:aws:lambda:us-east-1:123456789012:function:rotate-password';

/** A secret whose version `token` stands at these stages, one list for each look at it; the last one stays. */
const rotating = (...looks: (readonly string[] | undefined)[]) => {
  const client = new SecretsManagerClient({});
  const mock = mockClient(client);
  const pauses: number[] = [];
  let seen = 0;
  mock.onAnyCommand().resolves({});
  mock.on(DescribeSecretCommand).callsFake(() => {
    const stages = looks[Math.min(seen, looks.length - 1)];
    seen += 1;
    return { VersionIdsToStages: { old: ['AWSCURRENT'], ...(stages ? { [token]: [...stages] } : {}) } };
  });
  const pause = async (millis: number): Promise<void> => void pauses.push(millis);
  const rotate = rotateSecret(client, { functionArn: arn, looks: 3, pauseMillis: 200, pause });
  return { rotate: () => rotate('countersign/orders-admin', token), mock, pauses };
};

describe('a rotation', () => {
  it('is asked for by the token, and confirmed when its version is the current one', async () => {
    const { rotate, mock, pauses } = rotating(undefined, ['AWSPENDING'], ['AWSCURRENT', 'AWSPENDING']);

    expect(await rotate()).toBe('confirmed');

    expect(mock).toHaveReceivedCommandTimes(RotateSecretCommand, 1);
    expect(mock).toHaveReceivedCommandWith(RotateSecretCommand, {
      SecretId: 'countersign/orders-admin',
      ClientRequestToken: token,
      RotationLambdaARN: arn,
      RotationRules: { AutomaticallyAfterDays: 1000 },
      RotateImmediately: true,
    });
    expect(pauses).toEqual([200]);
  });

  it('leaves no schedule behind, which would change the password inside a live window', async () => {
    const { rotate, mock } = rotating(undefined, ['AWSCURRENT']);

    await rotate();

    expect(mock).toHaveReceivedCommandWith(CancelRotateSecretCommand, { SecretId: 'countersign/orders-admin' });
  });

  it('is under way after it was looked at a few times', async () => {
    const { rotate, mock, pauses } = rotating(undefined, ['AWSPENDING']);

    expect(await rotate()).toBe('in-progress');

    expect(pauses).toHaveLength(3);
    expect(mock).not.toHaveReceivedCommand(CancelRotateSecretCommand);
  });

  it.each(['AWSCURRENT', 'AWSPREVIOUS'])('that is finished, %s, is not asked for again', async (stage) => {
    const { rotate, mock } = rotating([stage]);

    expect(await rotate()).toBe('confirmed');

    expect(mock).not.toHaveReceivedCommand(RotateSecretCommand);
  });

  it('that Secrets Manager is still doing is waited for', async () => {
    const { rotate, mock } = rotating(['AWSPENDING'], ['AWSPENDING'], ['AWSCURRENT']);
    const message = "A previous rotation isn't complete. That rotation will be reattempted.";
    mock.on(RotateSecretCommand).rejects(new InvalidRequestException({ message, $metadata: {} }));

    expect(await rotate()).toBe('confirmed');
  });

  it.each([
    new InvalidRequestException({ message: 'The secret is marked for deletion.', $metadata: {} }),
    new ResourceNotFoundException({ message: 'no such secret', $metadata: {} }),
    new Error('A previous rotation, says another service'),
  ])('lets every other error out: %s', async (error) => {
    const { rotate, mock } = rotating(undefined);
    mock.on(RotateSecretCommand).rejects(error);

    await expect(rotate()).rejects.toBe(error);
  });
});
