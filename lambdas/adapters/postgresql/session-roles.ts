import { type Client, DatabaseError, escapeIdentifier, escapeLiteral } from 'pg';
import { Fault } from '../../application/fault.ts';
import type { Activation, DatabaseRoles, RoleDatabase } from '../../application/session-ports.ts';
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
  activate: (at, sessionId, activation) =>
    asRotator(at, (client) =>
      unlessGone(client, sessionId, 'active', () => activate(client, at, sessionId, activation)),
    ),
  prolong: (at, sessionId, until) =>
    asRotator(at, (client) => unlessGone(client, sessionId, 'prolonged', () => prolong(client, sessionId, until))),
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
  if (!(await exists(client, username))) await client.query(`CREATE ROLE ${escapeIdentifier(username)} NOLOGIN`);
  return { username, database: secret.dbname };
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
const activate = async (
  client: Client,
  { secret }: RoleDatabase,
  sessionId: string,
  { verifier, until }: Activation,
): Promise<void> => {
  const role = escapeIdentifier(sessionRole(sessionId));
  await client.query('BEGIN');
  await client.query(`GRANT ${escapeIdentifier(secret.username)} TO ${role} WITH INHERIT TRUE, SET FALSE`);
  await client.query(
    `ALTER ROLE ${role} LOGIN PASSWORD ${escapeLiteral(verifier)} VALID UNTIL ${escapeLiteral(instant(until))}`,
  );
  await client.query('COMMIT');
};

const prolong = async (client: Client, sessionId: string, until: number): Promise<void> => {
  const role = escapeIdentifier(sessionRole(sessionId));
  await client.query(`ALTER ROLE ${role} VALID UNTIL ${escapeLiteral(instant(until))}`);
};

const instant = (millis: number): string => new Date(millis).toISOString();

/** A role that is dropped under the hands of `act` makes it fail in several ways: what counts is that it is not there. */
const unlessGone = async <Done extends string>(
  client: Client,
  sessionId: string,
  done: Done,
  act: () => Promise<void>,
): Promise<Done | 'gone'> => {
  try {
    await act();
    return done;
  } catch (error) {
    await client.query('ROLLBACK');
    if (await exists(client, sessionRole(sessionId))) throw error;
    return 'gone';
  }
};

const exists = async (client: Client, role: string): Promise<boolean> => {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  return rowCount === 1;
};
