import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { type Login, startCluster } from '../../../local/database/cluster.ts';
import { DATABASE, makeRoles, ROTATOR } from '../../../local/database/roles.ts';
import { claimPort } from '../../../local/process/ports.ts';
import { eventually } from '../running-emulator.ts';

// mkdtemp makes it for its owner alone: as root, another account runs PostgreSQL and cannot enter it
const dir = await mkdtemp(join(tmpdir(), 'countersign-test-'));
const port = await claimPort('PostgreSQL');
const cluster = await startCluster({ dir, port, password: "it's", keep: async (child) => child });
await makeRoles(cluster.superuser, {
  rotatorPassword: 'turn',
  credentials: [
    { user: 'orders_admin', password: 'first' },
    { user: 'reports_reader', password: 'read' },
  ],
});
afterAll(async () => {
  await cluster.stop();
  await rm(dir, { recursive: true, force: true });
});

const login = (user: string, password: string): Login => ({ ...cluster.superuser, database: DATABASE, user, password });

const connect = async (user: string, password: string): Promise<pg.Client> => {
  const client = new pg.Client(login(user, password));
  client.on('error', () => undefined); // a connection that is cut says so to its next query as well
  await client.connect();
  return client;
};

const query = async (user: string, password: string, sql: string): Promise<unknown> => {
  const client = await connect(user, password);
  try {
    return (await client.query(sql)).rows;
  } catch (error) {
    return (error as pg.DatabaseError).code;
  } finally {
    await client.end();
  }
};
const asRotator = (sql: string) => query(ROTATOR, 'turn', sql);
const DENIED = '42501';
const kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'orders_admin'";

describe('the demo database', () => {
  it('is PostgreSQL 18', async () => {
    expect(await query('reports_reader', 'read', 'SHOW server_version')).toEqual([
      { server_version: expect.stringMatching(/^18\./) },
    ]);
  });

  it('lets a reader read and no more, and an admin write', async () => {
    expect(await query('reports_reader', 'read', 'SELECT count(*)::int FROM orders')).toEqual([{ count: 3 }]);
    expect(await query('reports_reader', 'read', 'DELETE FROM payments')).toBe(DENIED);
    expect(await query('orders_admin', 'first', 'DELETE FROM payments WHERE id = 2')).toEqual([]);
  });

  it('asks for the password over TCP', async () => {
    await expect(connect('orders_admin', 'wrong')).rejects.toMatchObject({ code: '28P01' });
  });
});

describe('the rotator', () => {
  it('changes the password of a credential and ends its open connections', async () => {
    const open = await connect('orders_admin', 'first');

    await asRotator("ALTER ROLE orders_admin PASSWORD 'second'");
    await asRotator(kill);

    await eventually(async () =>
      open.query('SELECT 1').then(
        () => undefined,
        () => 'cut',
      ),
    );
    await expect(connect('orders_admin', 'first')).rejects.toMatchObject({ code: '28P01' });
    await (await connect('orders_admin', 'second')).end();
    await asRotator("ALTER ROLE orders_admin PASSWORD 'first'");
  });

  it('sees whose connections are open, though not since when', async () => {
    const open = await connect('orders_admin', 'first');
    const { processID } = open as pg.Client & { processID: number };

    const sql = "SELECT pid, backend_start FROM pg_stat_activity WHERE usename = 'orders_admin'";

    expect(await asRotator(sql)).toEqual([{ pid: processID, backend_start: null }]);
    await open.end();
  });

  it.each(['SELECT * FROM orders', 'SET ROLE orders_admin', "ALTER ROLE postgres PASSWORD 'x'", 'CREATE DATABASE x'])(
    'may not: %s',
    async (sql) => {
      expect(await asRotator(sql)).toBe(DENIED);
    },
  );

  it.each([
    [
      'ADMIN on the role',
      'REVOKE ADMIN OPTION FOR orders_admin FROM countersign_rotator',
      'GRANT orders_admin TO countersign_rotator WITH ADMIN TRUE, INHERIT FALSE, SET FALSE',
    ],
    ['CREATEROLE', 'ALTER ROLE countersign_rotator NOCREATEROLE', 'ALTER ROLE countersign_rotator CREATEROLE'],
  ])('changes no password without %s', async (_right, take, give) => {
    const asSuperuser = (sql: string) => query('postgres', "it's", sql);
    await asSuperuser(take);

    expect(await asRotator("ALTER ROLE orders_admin PASSWORD 'third'")).toBe(DENIED);

    await asSuperuser(give);
    expect(await asRotator("ALTER ROLE orders_admin PASSWORD 'first'")).toEqual([]);
  });

  it('ends no connection without pg_signal_backend', async () => {
    const open = await connect('orders_admin', 'first');
    await query('postgres', "it's", 'REVOKE pg_signal_backend FROM countersign_rotator');

    expect(await asRotator(kill)).toBe(DENIED);

    await query('postgres', "it's", 'GRANT pg_signal_backend TO countersign_rotator');
    await open.end();
  });
});
