import { createHash } from 'node:crypto';
import type { Idempotency } from '../application/people/principal.ts';
import { canonical, type Json } from '../core/audit/canonical.ts';
import { BadCall } from './problem.ts';

/**
 * The caller's key with the digest of what it was sent with: operation, path and body, so that one key cannot stand
 * for two acts (threats.md T-17). Undefined without the header.
 */
export const idempotencyOf = (key: string | undefined, call: unknown): Idempotency | undefined => {
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,64}$/.test(key))
    throw new BadCall({
      rule: 'invalid-field',
      reason: 'Idempotency-Key must be 1 to 64 printable ASCII characters without spaces.',
      field: 'Idempotency-Key',
    });
  return {
    key,
    bodyDigest: createHash('sha256')
      .update(canonical(call as Json))
      .digest('hex'),
  };
};
