import { Fault } from '../fault.ts';
import type { DatabaseSecrets } from '../ports/database-ports.ts';
import type { DatabaseRoles, RoleDatabase, SessionRoles } from '../ports/session-ports.ts';

export interface SessionRolePorts {
  readonly secrets: DatabaseSecrets;
  readonly roles: DatabaseRoles;
  /** Secrets Manager names start with this. */
  readonly secretPrefix: string;
}

/** The roles of sessions at the database that a credential's secret names, by the rotator that it names. */
export const makeChangeSessionRoles = (ports: SessionRolePorts): SessionRoles => {
  const { roles } = ports;
  return {
    prepare: async (secret, sessionId) => {
      const at = await databaseOf(ports, secret).catch(missing);
      return at === 'secret-missing' ? at : roles.prepare(at, sessionId);
    },
    activate: async (secret, sessionId, activation) =>
      roles.activate(await databaseOf(ports, secret), sessionId, activation),
    prolong: async (secret, sessionId, until) => roles.prolong(await databaseOf(ports, secret), sessionId, until),
    end: async (secret, sessionIds) => roles.end(await databaseOf(ports, secret), sessionIds),
  };
};

/** Nothing outside the prefix is read, whoever asks. */
const databaseOf = async ({ secrets, secretPrefix }: SessionRolePorts, secretId: string): Promise<RoleDatabase> => {
  if (!secretId.startsWith(secretPrefix))
    throw new Fault('SecretRefused', `secret ${secretId} does not start with ${secretPrefix}`, { retryable: false });
  const secret = await secrets.readCurrent(secretId);
  return { secret, rotator: await secrets.readRotator(secret.masterarn) };
};

/** A person can be told that somebody has to put a secret there; every other fault stays one. */
const missing = (error: unknown): 'secret-missing' => {
  if (error instanceof Error && ['SecretMalformed', 'ResourceNotFoundException'].includes(error.name))
    return 'secret-missing';
  throw error;
};
