import pg from 'pg';
import { ulid } from 'ulid';
import { afterAll, describe, expect, it } from 'vitest';
import { scramVerifier } from '../../../lambdas/adapters/postgresql/scram-verifier.ts';
import { postgresqlSessionRoles } from '../../../lambdas/adapters/postgresql/session-roles.ts';
import { eventually } from '../running-emulator.ts';
import { aDatabase } from './a-database.ts';

const database = await aDatabase();
afterAll(() => database.stop());
const { at, connect, query, asSuperuser } = database;
const roles = postgresqlSessionRoles(Date.now);

const PASSWORD = 'of the session';
const verifier = scramVerifier(PASSWORD);
const DENIED = '42501';
const soon = () => Date.now() + 60_000;

const prepared = async () => {
  const id = ulid().toLowerCase();
  const place = await roles.prepare(at, id);
  return { id, user: place.username, identity: place.identity, place };
};

const opened = async (until = soon()) => {
  const session = await prepared();
  expect(await roles.activate(at, session.id, { identity: session.identity, verifier, until })).toBe('active');
  return { ...session, as: (sql: string, db?: string) => query(session.user, PASSWORD, sql, db) };
};

const rolesLike = (user: string) => asSuperuser(`SELECT rolname FROM pg_roles WHERE rolname = '${user}'`);
const rotatorMemberships = () =>
  asSuperuser(`SELECT roleid::regrole::text AS role, inherit_option, set_option FROM pg_auth_members
    WHERE member = 'countersign_rotator'::regrole AND (inherit_option OR set_option) AND roleid <> 'pg_signal_backend'::regrole`);

describe('a prepared role', () => {
  it('signs nobody in and is a member of nothing', async () => {
    const { user, place } = await prepared();

    expect(place).toMatchObject({ username: user, database: 'shop' });
    await expect(connect(user, PASSWORD)).rejects.toMatchObject({ code: '28P01' });
    expect(await asSuperuser(`SELECT FROM pg_auth_members WHERE member = '${user}'::regrole`)).toEqual([]);
  });

  it('is made once, however often it is asked for', async () => {
    const { id, user } = await prepared();

    await roles.prepare(at, id);

    expect(await rolesLike(user)).toHaveLength(1);
  });

  it('is taken away by a later opening when it was left behind, and only then', async () => {
    const old = ulid(Date.now() - 16 * 60_000).toLowerCase();
    const oldAndOpen = ulid(Date.now() - 16 * 60_000).toLowerCase();
    await roles.prepare(at, old);
    const { identity } = await roles.prepare(at, oldAndOpen);
    await roles.activate(at, oldAndOpen, { identity, verifier, until: soon() });

    await prepared();

    expect(await rolesLike(`cs_${old}`)).toEqual([]);
    expect(await rolesLike(`cs_${oldAndOpen}`)).toHaveLength(1);
  });
});

describe('the role of an open session', () => {
  it('has the rights of the credential’s role', async () => {
    const { as } = await opened();

    expect(await as('SELECT count(*)::int FROM orders')).toEqual([{ count: 3 }]);
    expect(await as('UPDATE orders SET total = total WHERE id = 1')).toEqual([]);
  });

  it.each([
    ['become the credential’s role', 'SET ROLE orders_admin'],
    ['change its password', "ALTER ROLE orders_admin PASSWORD 'mine'"],
    ['change its attributes', 'ALTER ROLE orders_admin CREATEDB'],
    ['grant it to itself', 'GRANT orders_admin TO CURRENT_USER WITH SET TRUE'],
    ['grant it to others', 'GRANT orders_admin TO countersign_rotator'],
    ['move its own end', "ALTER ROLE CURRENT_USER VALID UNTIL 'infinity'"],
    ['raise itself', 'ALTER ROLE CURRENT_USER CREATEROLE'],
    ['make a role that outlives it', "CREATE ROLE later LOGIN PASSWORD 'x'"],
    ['stop its end', 'GRANT CURRENT_USER TO orders_admin'],
  ])('may not %s', async (_what, sql) => {
    const { as, user } = await opened();

    expect([DENIED, '0LP01']).toContain(await as(sql.replaceAll('CURRENT_USER', user)));
  });

  it('signs nobody in after its end', async () => {
    const { user } = await opened(Date.now() - 1000);

    await expect(connect(user, PASSWORD)).rejects.toMatchObject({ code: '28P01' });
  });

  it('is prolonged', async () => {
    const { id, as } = await opened(Date.now() - 1000);

    expect(await roles.prolong(at, id, soon())).toBe('prolonged');

    expect(await as('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('keeps the later end, when an earlier one is ordered by somebody slow', async () => {
    const { id, identity, as } = await opened();

    expect(await roles.prolong(at, id, Date.now() - 1000)).toBe('prolonged');
    expect(await roles.activate(at, id, { identity, verifier, until: Date.now() - 1000 })).toBe('active');

    expect(await as('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('leaves no password in the log of the statements, but what it is checked against', async () => {
    const { user } = await opened();

    const [stored] = (await asSuperuser(`SELECT rolpassword FROM pg_authid WHERE rolname = '${user}'`)) as object[];

    expect(stored).toEqual({ rolpassword: verifier });
  });
});

describe('the end of a session', () => {
  it('cuts its connections, and the role is gone', async () => {
    const { id, user } = await opened();
    const client = await connect(user, PASSWORD);

    await roles.end(at, [id]);

    await expect(client.query('SELECT 1')).rejects.toThrow();
    expect(await rolesLike(user)).toEqual([]);
    await expect(connect(user, PASSWORD)).rejects.toMatchObject({ code: '28P01' });
  });

  it('gives what it owns to the credential’s role, in every database, and takes back what it was granted', async () => {
    await asSuperuser('CREATE DATABASE archive');
    await asSuperuser(
      'GRANT CREATE ON DATABASE archive TO orders_admin; GRANT CREATE ON SCHEMA public TO orders_admin',
      'archive',
    );
    await asSuperuser('GRANT CREATE ON DATABASE shop TO orders_admin; GRANT CREATE ON SCHEMA public TO orders_admin');
    const { id, user, as } = await opened();
    await as('CREATE TABLE kept (n int); INSERT INTO kept VALUES (7); GRANT SELECT ON kept TO PUBLIC');
    await as(
      'CREATE SCHEMA s; CREATE FUNCTION s.f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$; CREATE VIEW s.v AS SELECT 1 AS n; CREATE TYPE s.t AS (n int); CREATE SEQUENCE s.q',
    );
    await as('CREATE TABLE old_orders (n int)', 'archive');
    await query('orders_admin', 'first', `CREATE TABLE theirs (n int); GRANT SELECT ON theirs TO ${user}`);

    await roles.end(at, [id]);

    const owners = `SELECT relname, pg_get_userbyid(relowner) AS owner FROM pg_class
      WHERE relname IN ('kept', 'v', 'q', 'old_orders') ORDER BY relname`;
    const ofAdmin = (relname: string) => ({ relname, owner: 'orders_admin' });
    expect(await asSuperuser(owners)).toEqual(['kept', 'q', 'v'].map(ofAdmin));
    expect(await asSuperuser(owners, 'archive')).toEqual([ofAdmin('old_orders')]);
    expect(await query('orders_admin', 'first', 'SELECT s.f() AS f, (SELECT n FROM kept) AS n')).toEqual([
      { f: 1, n: 7 },
    ]);
    expect(await rolesLike(user)).toEqual([]);
    expect(await rotatorMemberships()).toEqual([]);
  });

  it('is the same when it is repeated, and for roles that never were', async () => {
    const { id } = await opened();

    await roles.end(at, [id]);

    await expect(roles.end(at, [id, ulid().toLowerCase()])).resolves.toBeUndefined();
  });

  it('ends many at once, and no other', async () => {
    const [one, two, other] = [await opened(), await opened(), await opened()];

    await Promise.all([roles.end(at, [one.id]), roles.end(at, [one.id, two.id])]).catch(() => undefined);
    await roles.end(at, [one.id, two.id]);

    for (const { user } of [one, two]) expect(await rolesLike(user)).toEqual([]);
    expect(await other.as('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('fails while something of it is held by others, and goes on when it is free', async () => {
    await asSuperuser('GRANT CREATE ON SCHEMA public TO orders_admin');
    const { id, user, as } = await opened();
    await as('CREATE TABLE held (n int)');
    const reader = await connect('postgres', 'super');
    await reader.query('BEGIN; LOCK TABLE held IN ACCESS SHARE MODE');

    await expect(roles.end(at, [id])).rejects.toMatchObject({ name: 'DatabaseFault' });
    await expect(connect(user, PASSWORD)).rejects.toMatchObject({ code: '28000' });
    expect(await rotatorMemberships()).toEqual([]);

    await reader.query('ROLLBACK');
    await reader.end();
    await roles.end(at, [id]);
    expect(await rolesLike(user)).toEqual([]);
  });

  it('names what others gave the role, which they must take back', async () => {
    const { id, user } = await opened();
    const client = await connect(user, PASSWORD);
    await asSuperuser(`GRANT SELECT ON payments TO ${user}`);

    await expect(roles.end(at, [id])).rejects.toThrow('privileges for table payments');
    await expect(client.query('SELECT 1')).rejects.toThrow();

    await asSuperuser(`REVOKE ALL ON payments FROM ${user}`);
    await roles.end(at, [id]);
    expect(await rolesLike(user)).toEqual([]);
  });

  it('comes before an opening that is late: nothing is given any more (E-11)', async () => {
    const { id, identity, user } = await prepared();

    await roles.end(at, [id]);

    expect(await roles.activate(at, id, { identity, verifier, until: soon() })).toBe('gone');
    expect(await roles.prolong(at, id, soon())).toBe('gone');
    expect(await rolesLike(user)).toEqual([]);
  });

  it('comes before an opening of which every order comes late and again: nobody can sign in (E-11)', async () => {
    const { id, identity, user } = await opened();
    await roles.end(at, [id]);

    await roles.prepare(at, id);
    expect(await roles.activate(at, id, { identity, verifier, until: soon() })).toBe('gone');

    await expect(connect(user, PASSWORD)).rejects.toMatchObject({ code: '28P01' });
    expect(await asSuperuser(`SELECT FROM pg_auth_members WHERE member = '${user}'::regrole`)).toEqual([]);
  });

  it('wins against an opening at the same moment, whoever is first', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id, identity, user } = await prepared();
      const activation = { identity, verifier, until: soon() };

      await Promise.allSettled([roles.activate(at, id, activation), roles.end(at, [id])]);
      await eventually(() =>
        roles.end(at, [id]).then(
          () => true,
          () => undefined,
        ),
      );

      expect(await rolesLike(user)).toEqual([]);
    }
  });
});

describe('a session that is named oddly', () => {
  it.each(['', 'x', '01ARZ3NDEKTSV4RRFFQ69G5FAV', `${'0'.repeat(25)}"`, '01arz3ndektsv4rrffq69g5fav; drop role x'])(
    'is refused before anything is asked of the database: %s',
    async (id) => {
      await expect(roles.prepare(at, id)).rejects.toMatchObject({ name: 'SessionIdRefused' });
    },
  );
});

describe('the rotator', () => {
  it.each([
    ['CREATEROLE', 'ALTER ROLE countersign_rotator NOCREATEROLE', 'ALTER ROLE countersign_rotator CREATEROLE'],
    [
      'ADMIN on the credential’s role',
      'REVOKE ADMIN OPTION FOR orders_admin FROM countersign_rotator CASCADE',
      'GRANT orders_admin TO countersign_rotator WITH ADMIN TRUE, INHERIT FALSE, SET FALSE',
    ],
  ])('opens no session without %s', async (_right, take, give) => {
    await asSuperuser(take);
    const id = ulid().toLowerCase();
    const opening = async () => {
      const { identity } = await roles.prepare(at, id);
      return roles.activate(at, id, { identity, verifier, until: soon() });
    };

    await expect(opening()).rejects.toMatchObject({ name: 'DatabaseFault', cause: { code: DENIED } });

    await asSuperuser(give);
    await roles.end(at, [id]);
    expect(await opening()).toBe('active');
  });

  it('cuts nothing without pg_signal_backend', async () => {
    const { id, user } = await opened();
    const client = await connect(user, PASSWORD);
    await asSuperuser('REVOKE pg_signal_backend FROM countersign_rotator');

    await expect(roles.end(at, [id])).rejects.toMatchObject({ name: 'DatabaseFault' });

    await asSuperuser('GRANT pg_signal_backend TO countersign_rotator');
    await roles.end(at, [id]);
    await client.end();
  });
});

describe('an end that is killed', () => {
  /** Lets the process die after its nth statement: what the server did stays, the caller knows nothing. */
  const dyingAfter = async (nth: number, act: () => Promise<void>): Promise<boolean> => {
    const { query: real } = pg.Client.prototype;
    let calls = 0;
    pg.Client.prototype.query = async function dying(this: pg.Client, ...args: never[]) {
      calls += 1;
      if (calls > nth) throw new Error('dead');
      return (real as (...all: never[]) => unknown).apply(this, args);
    } as never;
    try {
      return await act().then(
        () => false,
        () => true,
      );
    } finally {
      pg.Client.prototype.query = real;
    }
  };

  it('goes on where it stopped, after whichever statement that was (T-18)', async () => {
    await asSuperuser('GRANT CREATE ON SCHEMA public TO orders_admin');
    for (let nth = 1, died = true; died; nth += 1) {
      const { id, user, as } = await opened();
      await as(`CREATE TABLE made_${nth} (n int)`);
      const client = await connect(user, PASSWORD);

      died = await dyingAfter(nth, () => roles.end(at, [id]));
      await roles.end(at, [id]);

      await expect(client.query('SELECT 1')).rejects.toThrow();
      expect(await rolesLike(user), `died after statement ${nth}`).toEqual([]);
      const owner = `SELECT pg_get_userbyid(relowner) AS owner FROM pg_class WHERE relname = 'made_${nth}'`;
      expect(await asSuperuser(owner)).toEqual([{ owner: 'orders_admin' }]);
      expect(await rotatorMemberships()).toEqual([]);
    }
  });
});
