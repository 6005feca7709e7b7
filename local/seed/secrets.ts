import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DATABASE, ROTATOR, type Roles } from '../database/roles.ts';
import type { Sdk } from '../mail/receive.ts';
import type { DemoPolicy } from './demo-policy.ts';
import { newPassword } from './people.ts';

const ROTATOR_SECRET = 'countersign/rotator';

/** The credentials with their first passwords: what the database and Secrets Manager both get. */
export const firstPasswords = ({ credentials }: DemoPolicy) => ({
  rotatorPassword: newPassword(),
  credentials: credentials.map(({ username, secret, target }) => ({
    user: username,
    password: newPassword(),
    secret,
    inDatabase: target?.engine === 'postgres',
  })),
});

export type FirstPasswords = ReturnType<typeof firstPasswords>;

/** Those of them that are roles of the demo database. */
export const databaseRoles = ({ rotatorPassword, credentials }: FirstPasswords): Roles => ({
  rotatorPassword,
  credentials: credentials.filter(({ inDatabase }) => inDatabase),
});

/**
 * Puts the credentials into Secrets Manager in the shape of AWS's database secrets; `masterarn` names the secret of
 * the login that changes their passwords. `ssl` is off: the database on loopback has no certificate.
 */
export const makeSecrets = async (sdk: Sdk, passwords: FirstPasswords, port: number): Promise<void> => {
  const secrets = new SecretsManagerClient(sdk);
  const place = { engine: 'postgres', host: '127.0.0.1', port, dbname: DATABASE, ssl: false };
  const create = async (Name: string, value: object): Promise<string> => {
    const { ARN } = await secrets.send(new CreateSecretCommand({ Name, SecretString: JSON.stringify(value) }));
    return ARN ?? '';
  };
  const rotator = { ...place, username: ROTATOR, password: passwords.rotatorPassword };
  const masterarn = await create(ROTATOR_SECRET, rotator);
  const made = passwords.credentials.map(({ user, password, secret, inDatabase }) => {
    if (secret === undefined) return undefined;
    return create(secret, { ...(inDatabase ? { ...place, masterarn } : {}), username: user, password });
  });
  await Promise.all(made);
};
