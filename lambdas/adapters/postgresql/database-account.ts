import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { Fault } from '../../application/fault.ts';
import type { DatabaseAccount, DatabaseSecret, RotatorSecret } from '../../application/rotation-ports.ts';
import { scramVerifier } from './scram-verifier.ts';

const CONNECT_MILLIS = 5000;
/** A backend ends within milliseconds of the signal; one that is still there after this is a fault. */
const LOOKS = 20;
const PAUSE_SECONDS = 0.1;

/**
 * A login role of PostgreSQL. The rotator has CREATEROLE, ADMIN on this role and `pg_signal_backend`, and no other right:
 * what PostgreSQL 16 and later demand to set the password of another role and to end its connections.
 */
export const postgresqlAccount = (): DatabaseAccount => ({
  setPassword: (secret, rotator) => withClient(secret, rotator, (client) => changePassword(client, secret)),
  logIn: (secret) =>
    withClient(secret, secret, async (client) => {
      await client.query('SELECT 1');
    }),
});

const withClient = async (
  { host, port, dbname, ssl }: DatabaseSecret,
  { username, password }: RotatorSecret,
  act: (client: Client) => Promise<void>,
): Promise<void> => {
  const client = new Client({
    host,
    port,
    database: dbname,
    user: username,
    password,
    ssl,
    connectionTimeoutMillis: CONNECT_MILLIS,
    application_name: 'countersign-rotation',
  });
  try {
    await client.connect();
    await act(client);
  } finally {
    await client.end();
  }
};

const changePassword = async (client: Client, { username, password }: DatabaseSecret): Promise<void> => {
  const verifier = escapeLiteral(scramVerifier(password));
  await client.query(`ALTER ROLE ${escapeIdentifier(username)} PASSWORD ${verifier}`);
  for (let look = 0; look < LOOKS; look += 1) {
    if ((await endConnections(client, username)) === 0) return;
    await client.query('SELECT pg_sleep($1)', [PAUSE_SECONDS]);
  }
  throw new Fault('ConnectionsRemain', `connections of ${username} are still open after the change of its password`);
};

/**
 * Ends every connection of the role and returns how many it found. All of them were opened with the old password: nobody
 * is given the new one before the rotation is finished.
 */
const endConnections = async (client: Client, username: string): Promise<number> => {
  const { rowCount } = await client.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1 AND pid <> pg_backend_pid()',
    [username],
  );
  return rowCount ?? 0;
};
