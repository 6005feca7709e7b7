import { type Client, DatabaseError, escapeIdentifier, escapeLiteral } from 'pg';
import { Fault } from '../../application/fault.ts';
import type { Activation, DatabaseRoles, RoleDatabase } from '../../application/ports/session-ports.ts';
import { withConnection } from './connection.ts';
import { endRoles } from './end-session-roles.ts';
import { isOlder, sessionRole } from './session-role.ts';

/** Membership with INHERIT and without SET came with this version. */
const OLDEST_VERSION = 160_000;
/** Others gave the role something, or made something depend on it. */
const DEPENDENT_OBJECTS = '2BP01';
/** An opening takes seconds: a role that is still inert after this was left behind by one that died. */
const ABANDONED_MILLIS = 15 * 60 * 1000;

/**
 * The roles of sessions at PostgreSQL 16 or later, made and ended by the rotator's login (docs/sessions.md says which
 * rights it needs). Whatever the server refuses or cannot do is a Fault, which quotes no statement.
 */
export const postgresqlSessionRoles = (now: () => number): DatabaseRoles => ({
  prepare: (at, sessionId) => asRotator(at, (client) => prepare(client, at, { sessionId, now: now() })),
  activate: (at, sessionId, activation) => asRotator(at, (client) => activate(client, at, sessionId, activation)),
  prolong: (at, sessionId, until) => asRotator(at, (client) => prolong(client, sessionId, until)),
  end: (at, sessionIds) => asRotator(at, (client) => endRoles(client, at, sessionIds.map(sessionRole))),
});

const asRotator = async <T>({ secret, rotator }: RoleDatabase, act: (client: Client) => Promise<T>): Promise<T> => {
  try {
    return await withConnection(secret, rotator, act);
  } catch (error) {
    throw error instanceof Fault ? error : databaseFault(secret.username, error);
  }
};

/** PostgreSQL's `detail` names the objects that stand in the way of a drop, and is kept for whoever clears them away. */
const databaseFault = (credential: string, error: unknown): Fault => {
  const known = error instanceof DatabaseError ? error : undefined;
  const why = [known?.code, known?.code === DEPENDENT_OBJECTS ? known.detail : undefined].filter(Boolean).join(': ');
  return new Fault('DatabaseFault', `the database of ${credential} did not do it ${why}`.trimEnd(), { cause: error });
};

/** NOLOGIN and member of nothing: what is left of an opening that dies here is of no use to anybody. */
const prepare = async (
  client: Client,
  { secret }: RoleDatabase,
  { sessionId, now }: { readonly sessionId: string; readonly now: number },
) => {
  const { rows } = await client.query<{ version: number }>(
    "SELECT current_setting('server_version_num')::int AS version",
  );
  if ((rows[0]?.version ?? 0) < OLDEST_VERSION)
    throw new Fault('DatabaseTooOld', 'sessions need PostgreSQL 16 or later', { retryable: false });
  await dropAbandoned(client, now - ABANDONED_MILLIS);
  const username = sessionRole(sessionId);
  if ((await identityOf(client, username)) === undefined)
    await client.query(`CREATE ROLE ${escapeIdentifier(username)} NOLOGIN`);
  const identity = await identityOf(client, username);
  if (identity === undefined) throw new Fault('RoleGone', `the role ${username} was taken away while it was made`);
  return { username, database: secret.dbname, identity };
};

const dropAbandoned = async (client: Client, before: number): Promise<void> => {
  const { rows } = await client.query<{ rolname: string }>(
    `SELECT rolname FROM pg_roles WHERE rolname ~ '^cs_[0-9a-z]{26}$' AND NOT rolcanlogin
       AND NOT EXISTS (SELECT FROM pg_auth_members WHERE member = pg_roles.oid)`,
  );
  const abandoned = rows.filter(({ rolname }) => isOlder(rolname, before));
  for (const { rolname } of abandoned) await client.query(`DROP ROLE IF EXISTS ${escapeIdentifier(rolname)}`);
};

/** The rights of the credential's role by inheritance; no SET ROLE to it, so no owning, altering or passing on of it. */
const activate = (
  client: Client,
  { secret }: RoleDatabase,
  sessionId: string,
  { identity, verifier, until }: Activation,
): Promise<'active' | 'gone'> => {
  const name = sessionRole(sessionId);
  return inOneChange(client, { name, identity }, 'active', async () => {
    const role = escapeIdentifier(name);
    const end = await laterEnd(client, name, until);
    await client.query(`GRANT ${escapeIdentifier(secret.username)} TO ${role} WITH INHERIT TRUE, SET FALSE`);
    await client.query(
      `ALTER ROLE ${role} LOGIN PASSWORD ${escapeLiteral(verifier)} VALID UNTIL ${escapeLiteral(end)}`,
    );
  });
};

const prolong = (client: Client, sessionId: string, until: number): Promise<'prolonged' | 'gone'> => {
  const name = sessionRole(sessionId);
  return inOneChange(client, { name }, 'prolonged', async () => {
    const end = await laterEnd(client, name, until);
    await client.query(`ALTER ROLE ${escapeIdentifier(name)} VALID UNTIL ${escapeLiteral(end)}`);
  });
};

/** The end that the role has, or the one that is given, whichever is later: a slow order must not take an extension back. */
const laterEnd = async (client: Client, name: string, until: number): Promise<string> => {
  const given = new Date(until).toISOString();
  const { rows } = await client.query<{ end: string }>(
    'SELECT greatest(rolvaliduntil, $2::timestamptz)::text AS end FROM pg_roles WHERE rolname = $1',
    [name, given],
  );
  return rows[0]?.end ?? given;
};

/** A role by its name; with an identity, only that one and none that was made again under the name. */
interface Which {
  readonly name: string;
  readonly identity?: number;
}

/**
 * Changes a role, one change of it at a time. A role that is dropped under the hands of `act` makes it fail in several
 * ways: what counts is that it is not there. Looked at after the change, for from then on nobody else can take it away.
 */
const inOneChange = async <Done extends string>(
  client: Client,
  { name, identity }: Which,
  done: Done,
  act: () => Promise<void>,
): Promise<Done | 'gone'> => {
  const isThere = async (): Promise<boolean> => {
    const there = await identityOf(client, name);
    return there !== undefined && there === (identity ?? there);
  };
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name]);
    await act();
    const isDone = await isThere();
    await client.query(isDone ? 'COMMIT' : 'ROLLBACK');
    return isDone ? done : 'gone';
  } catch (error) {
    await client.query('ROLLBACK');
    if (await isThere()) throw error;
    return 'gone';
  }
};

/** PostgreSQL's own number of the role, which a role that is made later does not have; undefined when there is none. */
const identityOf = async (client: Client, role: string): Promise<number | undefined> => {
  const { rows } = await client.query<{ oid: number }>('SELECT oid FROM pg_roles WHERE rolname = $1', [role]);
  return rows[0]?.oid;
};
