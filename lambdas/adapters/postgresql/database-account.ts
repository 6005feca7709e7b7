import { type Client, escapeIdentifier, escapeLiteral } from 'pg';
import { Fault } from '../../application/fault.ts';
import type { DatabaseAccount, DatabaseSecret } from '../../application/rotation-ports.ts';
import { endConnections, withConnection } from './connection.ts';
import { scramVerifier } from './scram-verifier.ts';

/**
 * A login role of PostgreSQL. The rotator has CREATEROLE, ADMIN on this role and `pg_signal_backend`, and no other right:
 * what PostgreSQL 16 and later demand to set the password of another role and to end its connections.
 */
export const postgresqlAccount = (): DatabaseAccount => ({
  setPassword: (secret, rotator) => withConnection(secret, rotator, (client) => changePassword(client, secret)),
  logIn: (secret) =>
    withConnection(secret, secret, async (client) => {
      await client.query('SELECT 1');
    }),
});

/** The open connections were all made with the old password: nobody is given the new one before it is confirmed. */
const changePassword = async (client: Client, { username, password }: DatabaseSecret): Promise<void> => {
  const verifier = escapeLiteral(scramVerifier(password));
  await client.query(`ALTER ROLE ${escapeIdentifier(username)} PASSWORD ${verifier}`);
  if (await endConnections(client, { name: username })) return;
  throw new Fault('ConnectionsRemain', `connections of ${username} are still open after the change of its password`);
};
