/** What a credential's secret holds: AWS's own shape for a database, so that other tools read it too. */
export interface DatabaseSecret {
  readonly engine: 'postgres';
  readonly host: string;
  readonly port: number;
  readonly dbname: string;
  readonly username: string;
  readonly password: string;
  /** The secret of the rotator, whose login may change this one's password. */
  readonly masterarn: string;
  readonly ssl: boolean;
}

/** The rotator's own login, at the same database. */
export type RotatorSecret = Pick<DatabaseSecret, 'username' | 'password'>;

/** The versions of a secret. `token` is the id of the version that a rotation makes. */
export interface SecretVersions {
  /** The stages of each version, by its id. */
  stages(secretId: string): Promise<Readonly<Record<string, readonly string[]>>>;
  readCurrent(secretId: string): Promise<DatabaseSecret>;
  /** Undefined when the version was not written yet. */
  readPending(secretId: string, token: string): Promise<DatabaseSecret | undefined>;
  readRotator(secretId: string): Promise<RotatorSecret>;
  writePending(secretId: string, token: string, secret: DatabaseSecret): Promise<void>;
  /** Moves AWSCURRENT from one version to the other. */
  makeCurrent(secretId: string, token: string, from: string): Promise<void>;
}

/** The account at the database whose password changes. */
export interface DatabaseAccount {
  /** Sets the password and ends every connection that was opened before; returns when none is left. */
  setPassword(secret: DatabaseSecret, rotator: RotatorSecret): Promise<void>;
  /** Logs in with exactly this password, or throws. */
  logIn(secret: DatabaseSecret): Promise<void>;
}
