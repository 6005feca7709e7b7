import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { RoleDatabase } from '../../../lambdas/application/ports/session-ports.ts';
import { startCluster } from '../../../local/database/cluster.ts';
import { DATABASE, makeRoles, ROTATOR } from '../../../local/database/roles.ts';
import { claimPort } from '../../../local/process/ports.ts';

/** A PostgreSQL of its own with the demo's roles, until `stop`; `query` gives the rows, or the SQLSTATE of a refusal. */
export const aDatabase = async () => {
  // mkdtemp makes it for its owner alone: as root, another account runs PostgreSQL and cannot enter it
  const dir = await mkdtemp(join(tmpdir(), 'countersign-test-'));
  const port = await claimPort('PostgreSQL');
  const cluster = await startCluster({ dir, port, password: 'super', keep: async (child) => child });
  const credentials = [{ user: 'orders_admin', password: 'first' }];
  await makeRoles(cluster.superuser, { rotatorPassword: 'turn', credentials });

  const connect = async (user: string, password: string, database = DATABASE): Promise<pg.Client> => {
    const client = new pg.Client({ ...cluster.superuser, database, user, password });
    client.on('error', () => undefined); // a connection that is cut says so to its next query as well
    await client.connect();
    return client;
  };
  const query = async (user: string, password: string, sql: string, database = DATABASE): Promise<unknown> => {
    const client = await connect(user, password, database);
    try {
      return (await client.query(sql)).rows;
    } catch (error) {
      return (error as pg.DatabaseError).code;
    } finally {
      await client.end();
    }
  };
  const at: RoleDatabase = {
    secret: {
      engine: 'postgres',
      host: '127.0.0.1',
      port,
      dbname: DATABASE,
      username: 'orders_admin',
      password: 'first',
      masterarn: 'arn:rotator',
      ssl: false,
    },
    rotator: { username: ROTATOR, password: 'turn' },
  };
  const stop = async () => {
    await cluster.stop();
    await rm(dir, { recursive: true, force: true });
  };
  return {
    at,
    connect,
    query,
    asSuperuser: (sql: string, database?: string) => query('postgres', 'super', sql, database),
    stop,
  };
};
