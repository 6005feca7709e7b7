export type Role = 'administrator' | 'auditor';

/** Who calls, by the verified token alone (threats.md S-15). `id` is the principal claim: a user's id or its subject. */
export interface Principal {
  readonly id: string;
  readonly roles: readonly Role[];
}

/** An `Idempotency-Key` with the digest of the body that it came with. */
export interface Idempotency {
  readonly key: string;
  readonly bodyDigest: string;
}
