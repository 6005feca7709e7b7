import { type Client, escapeIdentifier } from 'pg';
import { Fault } from '../../application/fault.ts';
import type { RoleDatabase } from '../../application/ports/session-ports.ts';
import { endConnections, withConnection } from './connection.ts';

interface Role {
  readonly oid: number;
  readonly name: string;
}

/**
 * Ends the roles of sessions: first what can be used (sign-in, open connections), then what they leave behind. Killed
 * anywhere, a repeat goes on from what is still there, and roles that are gone are ended.
 */
export const endRoles = async (client: Client, at: RoleDatabase, names: readonly string[]): Promise<void> => {
  const roles = await find(client, names);
  if (roles.length === 0) return;
  for (const { name } of roles) await client.query(`ALTER ROLE ${escapeIdentifier(name)} NOLOGIN`);
  await cut(client, roles);
  for (const database of await databasesWith(client, roles)) {
    const there = { ...at.secret, dbname: database };
    await withConnection(there, at.rotator, (other) => handOver(other, roles, at.secret.username));
  }
  for (const { name } of roles) await client.query(`DROP ROLE IF EXISTS ${escapeIdentifier(name)}`);
  // A sign-in that was let through just before NOLOGIN shows itself a moment later: found by the oid, which is left.
  await cut(client, roles);
};

const find = async (client: Client, names: readonly string[]): Promise<readonly Role[]> => {
  const { rows } = await client.query<Role>('SELECT oid, rolname AS name FROM pg_roles WHERE rolname = ANY($1)', [
    names,
  ]);
  return rows;
};

const cut = async (client: Client, roles: readonly Role[]): Promise<void> => {
  if (await endConnections(client, { oids: roles.map(({ oid }) => oid) })) return;
  throw new Fault('ConnectionsRemain', 'connections of sessions that are over are still open');
};

/** Every database with something that belongs to the roles or was granted to them; shared things count to this one. */
const databasesWith = async (client: Client, roles: readonly Role[]): Promise<readonly string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `SELECT DISTINCT coalesce(datname, current_database()) AS name
       FROM pg_shdepend LEFT JOIN pg_database ON pg_database.oid = dbid
      WHERE refclassid = 'pg_authid'::regclass AND refobjid = ANY($1)`,
    [roles.map(({ oid }) => oid)],
  );
  return rows.map(({ name }) => name);
};

/**
 * What the roles own in this database becomes the credential's role's, what was granted to them is taken back. PostgreSQL
 * asks for the rights of both sides: the rotator lends them to itself, and gives them back in the same transaction.
 */
const handOver = async (client: Client, roles: readonly Role[], heir: string): Promise<void> => {
  const to = escapeIdentifier(heir);
  const from = roles.map(({ name }) => escapeIdentifier(name)).join(', ');
  await client.query('BEGIN');
  await client.query(`GRANT ${to} TO CURRENT_USER WITH INHERIT TRUE, SET TRUE`);
  await client.query(`GRANT ${from} TO CURRENT_USER WITH INHERIT TRUE, SET FALSE`);
  // Schemas first: the heir may only be given a function where it may create one.
  for (const schema of await schemasOf(client, roles))
    await client.query(`ALTER SCHEMA ${escapeIdentifier(schema)} OWNER TO ${to}`);
  await client.query(`REASSIGN OWNED BY ${from} TO ${to}`);
  await client.query(`DROP OWNED BY ${from}`);
  await client.query(`REVOKE ${from} FROM CURRENT_USER`);
  await client.query(`REVOKE ${to} FROM CURRENT_USER`);
  await client.query('COMMIT');
};

const schemasOf = async (client: Client, roles: readonly Role[]): Promise<readonly string[]> => {
  const { rows } = await client.query<{ name: string }>(
    'SELECT nspname AS name FROM pg_namespace WHERE nspowner = ANY($1)',
    [roles.map(({ oid }) => oid)],
  );
  return rows.map(({ name }) => name);
};
