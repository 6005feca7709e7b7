import pg from 'pg';
import type { Login } from './cluster.ts';

export const DATABASE = 'shop';
export const ROTATOR = 'countersign_rotator';

const name = pg.escapeIdentifier;
const text = pg.escapeLiteral;

const TABLES = `
CREATE TABLE orders (id integer PRIMARY KEY, customer text NOT NULL, total numeric(10, 2) NOT NULL);
INSERT INTO orders VALUES (1, 'Acme', 120.00), (2, 'Globex', 75.50), (3, 'Initech', 310.25);
CREATE TABLE payments (id integer PRIMARY KEY, order_id integer NOT NULL REFERENCES orders, paid_at timestamptz NOT NULL);
INSERT INTO payments VALUES (1, 1, '2026-11-02T10:15:00Z'), (2, 3, '2026-11-09T16:40:00Z');`;

/** A role that signs in; what ends in _reader reads, any other may do all with the tables and make its own. */
const credentialRole = ({ user, password }: Pick<Login, 'user' | 'password'>): string => `
CREATE ROLE ${name(user)} LOGIN PASSWORD ${text(password)};
GRANT ${user.endsWith('_reader') ? 'SELECT' : 'ALL'} ON ALL TABLES IN SCHEMA public TO ${name(user)};
${user.endsWith('_reader') ? '' : `GRANT CREATE ON SCHEMA public TO ${name(user)};`}
GRANT ${name(user)} TO ${name(ROTATOR)} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE;`;

/**
 * The login that changes passwords, with the least that PostgreSQL 18 asks for (a test takes each away):
 * `CREATEROLE` and ADMIN on a role to set its password and to make and end the roles of its sessions,
 * `pg_signal_backend` to end their connections. It is no member of the credentials' roles: it cannot read what they
 * read, but for the moment in which it hands over what a session leaves behind.
 */
const rotatorRole = (password: string): string => `
CREATE ROLE ${name(ROTATOR)} LOGIN CREATEROLE PASSWORD ${text(password)};
GRANT pg_signal_backend TO ${name(ROTATOR)};`;

const execute = async (login: Login, statements: string): Promise<void> => {
  const client = new pg.Client(login);
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
};

export interface Roles {
  readonly rotatorPassword: string;
  readonly credentials: readonly Pick<Login, 'user' | 'password'>[];
}

/** Makes the demo database with some rows, the rotator, and a role for each credential. */
export const makeRoles = async (superuser: Login, { rotatorPassword, credentials }: Roles): Promise<void> => {
  await execute(superuser, `CREATE DATABASE ${name(DATABASE)}`);
  const statements = [TABLES, rotatorRole(rotatorPassword), ...credentials.map(credentialRole)];
  await execute({ ...superuser, database: DATABASE }, statements.join('\n'));
};
