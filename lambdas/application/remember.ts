import { ok, type Result, refuse } from '../core/result.ts';
import type { Idempotency } from './people/principal.ts';
import type { Remembered, RequestStore, StoredRequest } from './ports/ports.ts';

export const keyReused = refuse({
  rule: 'idempotency-key-reused',
  reason: 'This Idempotency-Key came with another body before: use a new key for a new request.',
  field: 'Idempotency-Key',
});

/** A key belongs to the person who sent it: nobody is answered from another's, whatever both are called. */
export const keyOf = (principalId: string, idempotency: Idempotency): string =>
  `${encodeURIComponent(principalId)}#${idempotency.key}`;

/** What was answered to the same key and body before, or undefined for a first time (threats.md T-17). */
export const recall = async (
  requests: RequestStore,
  principalId: string,
  idempotency: Idempotency | undefined,
): Promise<Result<StoredRequest> | undefined> => {
  if (!idempotency) return undefined;
  const remembered = await requests.remembered(keyOf(principalId, idempotency));
  if (!remembered) return undefined;
  return remembered.bodyDigest === idempotency.bodyDigest ? ok(remembered.stored) : keyReused;
};

/** What to keep with a change, so that its repeat is answered alike and done once. */
export const remembering =
  (principalId: string, idempotency: Idempotency | undefined) =>
  (stored: StoredRequest): Remembered | undefined =>
    idempotency && { key: keyOf(principalId, idempotency), bodyDigest: idempotency.bodyDigest, stored };
