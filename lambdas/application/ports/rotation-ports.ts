/** What a credential's secret holds. What is given out has the same two names whatever the server. */
export interface CredentialSecret {
  /** The kind of server that it is for: it names the `RotationTarget`. */
  readonly engine: string;
  /** Who signs in: the name of an account, the id of a key. */
  readonly username: string;
  /** What they sign in with. */
  readonly password: string;
  /** What else the target asks for, such as a host; a rotation keeps it as it is. */
  readonly [member: string]: unknown;
}

/** The versions of a secret. `token` is the id of the version that a rotation makes. */
export interface SecretVersions {
  /** The stages of each version, by its id. */
  stages(secretId: string): Promise<Readonly<Record<string, readonly string[]>>>;
  readCurrent(secretId: string): Promise<CredentialSecret>;
  /** Undefined when the version was not written yet. */
  readPending(secretId: string, token: string): Promise<CredentialSecret | undefined>;
  writePending(secretId: string, token: string, secret: CredentialSecret): Promise<void>;
  /** Moves AWSCURRENT from one version to the other. */
  makeCurrent(secretId: string, token: string, from: string): Promise<void>;
}

/**
 * One kind of server whose credentials can be changed (docs/rotation-targets.md). Each call may come again, after it
 * was done or after it died halfway; no error says anything of a password.
 */
export interface RotationTarget {
  /** The secret with a new credential in it. The current one still works, and keeps working until `set`. */
  renew(current: CredentialSecret): Promise<CredentialSecret>;
  /** Makes the new credential the only one that works; returns when nothing opened with another is left. */
  set(next: CredentialSecret): Promise<void>;
  /** Signs in with exactly this credential, or throws. */
  test(next: CredentialSecret): Promise<void>;
}

/** The targets of a deployment, by the engine that a secret names. */
export type RotationTargets = Readonly<Record<string, RotationTarget>>;
