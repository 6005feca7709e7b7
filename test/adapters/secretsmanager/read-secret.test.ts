import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { readSecret } from '../../../lambdas/adapters/secretsmanager/read-secret.ts';

const reading = (SecretString: string | undefined) => {
  const client = new SecretsManagerClient({});
  const mock = mockClient(client);
  mock.on(GetSecretValueCommand).resolves(SecretString === undefined ? {} : { SecretString });
  return { read: readSecret(client), mock };
};

describe('the login of a credential', () => {
  it('is the user and the password of the secret, and nothing else of it', async () => {
    const { read, mock } = reading('{"username":"orders_admin","password":"p","masterarn":"m","host":"h"}');

    expect(await read('countersign/orders-admin')).toEqual({ username: 'orders_admin', password: 'p' });

    expect(mock).toHaveReceivedCommandWith(GetSecretValueCommand, { SecretId: 'countersign/orders-admin' });
  });

  it.each([
    ['no JSON', 'c4nary'],
    ['broken JSON', '{"password":"c4nary"'],
    ['no user', '{"password":"c4nary"}'],
    ['an empty password', '{"username":"c4nary","password":""}'],
    ['another shape', '["c4nary"]'],
    ['nothing', undefined],
  ])('is missing where the secret holds %s', async (_name, text) => {
    expect(await reading(text).read('countersign/orders-admin')).toBe('missing');
  });

  it('is missing where there is no such secret, and an error where it cannot be told', async () => {
    const { read, mock } = reading(undefined);
    mock.on(GetSecretValueCommand).rejects(new ResourceNotFoundException({ message: 'x', $metadata: {} }));
    expect(await read('countersign/orders-admin')).toBe('missing');

    mock.on(GetSecretValueCommand).rejects(new Error('throttled'));

    await expect(read('countersign/orders-admin')).rejects.toThrow('throttled');
  });
});
