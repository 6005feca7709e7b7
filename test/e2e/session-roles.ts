import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { Client } from 'pg';
import { ROOT } from '../../local/process/environment.ts';
import type { Cloud } from './cloud.ts';

/** Asks the database as the rotator, which sees every role and every owner. */
const ask = async ({ settings }: Cloud, sql: string, value: string): Promise<readonly string[]> => {
  const { awsEndpoint: endpoint, region, postgres } = settings;
  const secrets = new SecretsManagerClient({ endpoint, region, credentials: ROOT });
  const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId: 'countersign/rotator' }));
  const { username: user, password } = JSON.parse(SecretString) as { username: string; password: string };
  const client = new Client({ ...postgres, user, password });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(sql, [value]);
    return rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
};

export const rolesNamed = (cloud: Cloud, name: string) =>
  ask(cloud, 'SELECT rolname AS name FROM pg_roles WHERE rolname = $1', name);

export const tableOwner = async (cloud: Cloud, table: string): Promise<string | undefined> =>
  (await ask(cloud, 'SELECT tableowner AS name FROM pg_tables WHERE tablename = $1', table))[0];
