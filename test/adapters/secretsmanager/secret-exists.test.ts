import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { secretExists } from '../../../lambdas/adapters/secretsmanager/secret-exists.ts';

const aClient = () => {
  const client = new SecretsManagerClient({});
  return { exists: secretExists(client), mock: mockClient(client) };
};
const current = { VersionIdsToStages: { one: ['AWSPREVIOUS'], two: ['AWSCURRENT'] } };

describe('a secret', () => {
  it.each([
    ['that has a current value is there', current, true],
    ['that has no value yet is not there', { VersionIdsToStages: { one: ['AWSPENDING'] } }, false],
    ['that was made without any version is not there', {}, false],
    ['that is being deleted is not there', { ...current, DeletedDate: new Date('2026-11-24T00:00:00Z') }, false],
  ])('%s', async (_title, answer, there) => {
    const { exists, mock } = aClient();
    mock.on(DescribeSecretCommand).resolves(answer);

    expect(await exists('countersign/orders-admin')).toBe(there);

    expect(mock).toHaveReceivedCommandWith(DescribeSecretCommand, { SecretId: 'countersign/orders-admin' });
    expect(mock).not.toHaveReceivedCommand(GetSecretValueCommand);
  });

  it('that Secrets Manager does not find is not there; what cannot be told is an error', async () => {
    const { exists, mock } = aClient();
    mock.on(DescribeSecretCommand).rejects(new ResourceNotFoundException({ message: 'x', $metadata: {} }));
    expect(await exists('s')).toBe(false);

    mock.on(DescribeSecretCommand).rejects(new Error('throttled'));

    await expect(exists('s')).rejects.toThrow('throttled');
  });
});
