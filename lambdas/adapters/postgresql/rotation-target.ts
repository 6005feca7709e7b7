import { type Client, escapeIdentifier, escapeLiteral } from 'pg';
import { Fault } from '../../application/fault.ts';
import type { DatabaseSecret, DatabaseSecrets } from '../../application/ports/database-ports.ts';
import type { CredentialSecret, RotationTarget } from '../../application/ports/rotation-ports.ts';
import { databaseSecret } from '../secretsmanager/database-secrets.ts';
import { inShape } from '../secretsmanager/secret-shape.ts';
import { endConnections, type WithConnection } from './connection.ts';
import { scramVerifier } from './scram-verifier.ts';

export interface PostgresqlPorts {
  readonly readRotator: DatabaseSecrets['readRotator'];
  /** A password that was never used before: ASCII, at least 128 random bits. */
  readonly newPassword: () => string;
  readonly withConnection: WithConnection;
}

/**
 * The password of a login role of PostgreSQL, engine `postgres`. The rotator has CREATEROLE, ADMIN on this role and
 * `pg_signal_backend`, and no other right: what PostgreSQL 16 and later demand to set the password of another role and
 * to end its connections.
 */
export const postgresqlTarget = ({ readRotator, newPassword, withConnection }: PostgresqlPorts): RotationTarget => ({
  renew: async (current) => {
    shape(current);
    return { ...current, password: newPassword() };
  },
  set: async (next) => {
    const secret = shape(next);
    const rotator = await readRotator(secret.masterarn);
    await withConnection(secret, rotator, (client) => changePassword(client, secret));
  },
  test: async (next) => {
    const secret = shape(next);
    await withConnection(secret, secret, (client) => client.query('SELECT 1'));
  },
});

const shape = (secret: CredentialSecret): DatabaseSecret =>
  inShape(databaseSecret, secret, `the secret of ${secret.username}`);

/** The open connections were all made with the old password: nobody is given the new one before it is confirmed. */
const changePassword = async (client: Client, { username, password }: DatabaseSecret): Promise<void> => {
  const verifier = escapeLiteral(scramVerifier(password));
  await client.query(`ALTER ROLE ${escapeIdentifier(username)} PASSWORD ${verifier}`);
  if (await endConnections(client, { name: username })) return;
  throw new Fault('ConnectionsRemain', `connections of ${username} are still open after the change of its password`);
};
