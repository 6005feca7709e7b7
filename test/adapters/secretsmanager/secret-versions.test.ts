import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { secretVersions } from '../../../lambdas/adapters/secretsmanager/secret-versions.ts';

const secret = {
  engine: 'postgres',
  host: '127.0.0.1',
  port: 5433,
  dbname: 'orders',
  username: 'orders_admin',
  password: 'p',
  masterarn: 'countersign/rotator',
  ssl: false,
} as const;
const aSecret = (text?: string) => {
  const client = new SecretsManagerClient({});
  const mock = mockClient(client);
  mock.onAnyCommand().resolves({});
  if (text !== undefined) mock.on(GetSecretValueCommand).resolves({ SecretString: text });
  return { versions: secretVersions(client), mock };
};

describe('the versions of a secret', () => {
  it('are told with their stages', async () => {
    const { versions, mock } = aSecret();
    mock.on(DescribeSecretCommand).resolves({ VersionIdsToStages: { a: ['AWSCURRENT'] } });

    expect(await versions.stages('s')).toEqual({ a: ['AWSCURRENT'] });
    mock.on(DescribeSecretCommand).resolves({});
    expect(await versions.stages('s')).toEqual({});
  });

  it.each([
    ['readCurrent', { SecretId: 's', VersionStage: 'AWSCURRENT' }],
    ['readPending', { SecretId: 's', VersionId: 'token', VersionStage: 'AWSPENDING' }],
  ] as const)('%s reads exactly its version', async (read, which) => {
    const { versions, mock } = aSecret(JSON.stringify({ ...secret, note: 'kept' }));

    expect(await versions[read]('s', 'token')).toEqual({ ...secret, note: 'kept' });

    expect(mock.commandCalls(GetSecretValueCommand)[0]?.args[0].input).toEqual(which);
  });

  it('have no value yet at the beginning of a rotation', async () => {
    const { versions, mock } = aSecret();
    mock.on(GetSecretValueCommand).rejects(new ResourceNotFoundException({ message: 'x', $metadata: {} }));

    expect(await versions.readPending('s', 'token')).toBeUndefined();
    await expect(versions.readCurrent('s')).rejects.toThrow();
  });

  it('that cannot be read for another reason are an error', async () => {
    const { versions, mock } = aSecret();
    mock.on(GetSecretValueCommand).rejects(new Error('throttled'));

    await expect(versions.readPending('s', 'token')).rejects.toThrow('throttled');
  });

  it('are written as pending, and made current by moving one stage', async () => {
    const { versions, mock } = aSecret();

    await versions.writePending('s', 'token', secret);
    await versions.makeCurrent('s', 'token', 'old');

    expect(mock).toHaveReceivedCommandWith(PutSecretValueCommand, {
      SecretId: 's',
      ClientRequestToken: 'token',
      SecretString: JSON.stringify(secret),
      VersionStages: ['AWSPENDING'],
    });
    expect(mock).toHaveReceivedCommandWith(UpdateSecretVersionStageCommand, {
      SecretId: 's',
      VersionStage: 'AWSCURRENT',
      MoveToVersionId: 'token',
      RemoveFromVersionId: 'old',
    });
  });

  it.each([
    ['no JSON', 'c4nary', 'the whole value'],
    ['no engine', JSON.stringify({ ...secret, password: 'c4nary', engine: undefined }), 'engine'],
    ['no login', JSON.stringify({ engine: 'postgres', host: 'c4nary' }), 'username, password'],
  ])('I-01: that are %s are a fault that names the fields and shows no value', async (_name, text, fields) => {
    const error = await aSecret(text)
      .versions.readCurrent('s')
      .catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ name: 'SecretMalformed', retryable: false, cause: undefined });
    expect(String(error)).toContain(fields);
    expect(`${error} ${JSON.stringify(error)}`).not.toContain('c4nary');
  });
});
