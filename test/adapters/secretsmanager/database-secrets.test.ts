import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { databaseSecrets } from '../../../lambdas/adapters/secretsmanager/database-secrets.ts';

const secret = {
  engine: 'postgres',
  host: '127.0.0.1',
  port: 5433,
  dbname: 'orders',
  username: 'orders_admin',
  password: 'p',
  masterarn: 'countersign/rotator',
  ssl: false,
};
const holding = (SecretString: string) => {
  const client = new SecretsManagerClient({});
  mockClient(client).on(GetSecretValueCommand).resolves({ SecretString });
  return databaseSecrets(client);
};
const current = (value: object) => holding(JSON.stringify(value)).readCurrent('s');

describe('the secret of a database', () => {
  it('is read with all that it holds', async () => {
    expect(await current({ ...secret, note: 'kept' })).toEqual({ ...secret, note: 'kept' });
    expect(await current({ ...secret, port: '5433' })).toMatchObject({ port: 5433 });
  });

  it('is given what AWS leaves out: the port, the database and TLS', async () => {
    const { port: _port, dbname: _dbname, ssl: _ssl, ...short } = secret;

    expect(await current(short)).toMatchObject({ port: 5432, dbname: 'postgres', ssl: true });
  });

  it.each([
    ['no JSON', 'c4nary', 'the whole value'],
    [
      'without a host and a rotator',
      JSON.stringify({ ...secret, password: 'c4nary', host: '', masterarn: undefined }),
      'host, masterarn',
    ],
    ['of another engine', JSON.stringify({ ...secret, password: 'c4nary', engine: 'oracle' }), 'engine'],
  ])('I-01: that is %s is a fault that names the members and shows no value', async (_name, text, members) => {
    const error = await holding(text)
      .readCurrent('s')
      .catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ name: 'SecretMalformed', retryable: false, cause: undefined });
    expect(String(error)).toContain(members);
    expect(`${error} ${JSON.stringify(error)}`).not.toContain('c4nary');
  });
});

describe('the secret of a rotator', () => {
  it('needs a user and a password, and gives no more', async () => {
    const login = { username: 'rotator', password: 'p' };

    expect(await holding(JSON.stringify({ ...login, host: 'h' })).readRotator('s')).toEqual(login);
    await expect(holding('{"username":"rotator"}').readRotator('s')).rejects.toMatchObject({ name: 'SecretMalformed' });
  });
});
