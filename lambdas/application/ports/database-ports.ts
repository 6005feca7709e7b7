import type { CredentialSecret } from './rotation-ports.ts';

/** What the secret of a database credential holds: AWS's own shape, so that other tools read it too. */
export interface DatabaseSecret extends CredentialSecret {
  readonly engine: 'postgres';
  readonly host: string;
  readonly port: number;
  readonly dbname: string;
  /** The secret of the rotator, whose login may change this one's password. */
  readonly masterarn: string;
  readonly ssl: boolean;
}

/** The rotator's own login, at the same database. */
export type RotatorSecret = Pick<DatabaseSecret, 'username' | 'password'>;

/** The secrets of databases, as they are now. */
export interface DatabaseSecrets {
  readCurrent(secretId: string): Promise<DatabaseSecret>;
  readRotator(secretId: string): Promise<RotatorSecret>;
}
