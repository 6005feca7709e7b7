import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type ClientConfig, escapeIdentifier, escapeLiteral } from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { makeWithConnection } from '../../../lambdas/adapters/postgresql/connection.ts';
import { postgresqlTarget } from '../../../lambdas/adapters/postgresql/rotation-target.ts';
import { newPassword } from '../../../lambdas/adapters/runtime/runtime.ts';
import type { CredentialSecret } from '../../../lambdas/application/ports/rotation-ports.ts';
import { startCluster } from '../../../local/database/cluster.ts';
import { DATABASE, makeRoles, ROTATOR } from '../../../local/database/roles.ts';
import { claimPort } from '../../../local/process/ports.ts';
import type { Through } from '../../support/contracts/rotation-run.ts';
import { rotationTargetContract } from '../../support/contracts/rotation-target-contract.ts';

const dir = await mkdtemp(join(tmpdir(), 'countersign-test-'));
const port = await claimPort('PostgreSQL');
const cluster = await startCluster({ dir, port, password: newPassword(), keep: async (child) => child });
const rotator = { username: ROTATOR, password: 'r0tator-c4nary' };
await makeRoles(cluster.superuser, { rotatorPassword: rotator.password, credentials: [] });
afterAll(async () => {
  await cluster.stop();
  await rm(dir, { recursive: true, force: true });
});

const configOf = ({ username, password }: Pick<CredentialSecret, 'username' | 'password'>): ClientConfig => ({
  host: '127.0.0.1',
  port,
  database: DATABASE,
  user: username,
  password,
});
const connect = async (secret: CredentialSecret) => {
  const client = new Client(configOf(secret));
  const ended = new Promise((resolve) => client.on('error', resolve));
  await client.connect();
  return { client, ended };
};
const works = async (secret: CredentialSecret): Promise<boolean> => {
  try {
    await (await connect(secret)).client.end();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === '28P01') return false;
    throw error;
  }
};

/** Every message to the server that waits for an answer goes through `through`. */
const clientThrough =
  (through: Through) =>
  (config: ClientConfig): Client => {
    const client = new Client(config);
    const going =
      (act: (...args: never[]) => unknown) =>
      (...args: never[]) =>
        through(async () => Reflect.apply(act, client, args));
    return Object.assign(client, { connect: going(client.connect), query: going(client.query) });
  };

let accounts = 0;
const makeAccount = async () => {
  accounts += 1;
  const secret = {
    engine: 'postgres',
    host: '127.0.0.1',
    port,
    dbname: DATABASE,
    username: `account_${accounts}`,
    password: newPassword(),
    masterarn: 'countersign/rotator',
    ssl: false,
  };
  const { superuser } = cluster;
  const client = new Client({ ...superuser, database: DATABASE });
  await client.connect();
  const role = escapeIdentifier(secret.username);
  await client.query(`CREATE ROLE ${role} LOGIN PASSWORD ${escapeLiteral(secret.password)};
    GRANT ${role} TO ${escapeIdentifier(ROTATOR)} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`);
  await client.end();
  const target = (through: Through) =>
    postgresqlTarget({
      readRotator: async () => rotator,
      newPassword,
      withConnection: makeWithConnection(clientThrough(through)),
    });
  return { secret, target, hidden: [rotator.password] };
};

rotationTargetContract('PostgreSQL', { makeAccount, works, connect, required: ['host', 'masterarn'] });

describe('the secret of a PostgreSQL role', () => {
  const loginsWith = async (secret: object) => {
    const configs: ClientConfig[] = [];
    const refusing = (config: ClientConfig): Client => {
      configs.push(config);
      return new Client({ ...config, host: '127.0.0.1', port: 1 });
    };
    const target = postgresqlTarget({
      readRotator: async () => rotator,
      newPassword,
      withConnection: makeWithConnection(refusing),
    });
    const full = { engine: 'postgres', username: 'a', password: 'p', host: 'h', masterarn: 'm', ...secret };
    await target.test(full).catch(() => undefined);
    await target.set(full).catch(() => undefined);
    return configs;
  };

  it('needs no port, database or TLS: they are what AWS takes, and TLS is on', async () => {
    const place = { host: 'h', port: 5432, database: 'postgres', ssl: true };

    expect(await loginsWith({})).toMatchObject([
      { ...place, user: 'a', password: 'p' },
      { ...place, user: rotator.username, password: rotator.password },
    ]);
  });

  it('may have its port as text, and say that there is no TLS', async () => {
    expect(await loginsWith({ port: '5433', ssl: false })).toMatchObject([{ port: 5433, ssl: false }, { port: 5433 }]);
  });
});
