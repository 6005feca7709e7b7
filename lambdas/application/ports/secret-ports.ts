/** The login that a credential's secret holds. It is returned to the caller and goes nowhere else. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** `missing`: there is no such secret, or it holds no login; somebody has to put one there. */
export type ReadSecret = (secretName: string) => Promise<Login | 'missing'>;

/** Whether this secret is there and has a current value. The value is not read. */
export type SecretExists = (secretName: string) => Promise<boolean>;

/** Changes a password by Secrets Manager's rotation. The same `token` is the same rotation. */
export type RotateSecret = (secretName: string, token: string) => Promise<'confirmed' | 'in-progress'>;
