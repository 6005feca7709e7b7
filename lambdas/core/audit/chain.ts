import { canonical, type Json } from './canonical.ts';

/** The hash before the first record of a chain. */
export const GENESIS = '0'.repeat(64);

/** SHA-256 of a text as 64 lower-case hexadecimal digits; handed in, since the core imports no crypto. */
export type Sha256 = (text: string) => string;

/** A record that knows its place: altering, removing or moving any record breaks every hash after it. */
export type Chained<Record_> = Record_ & { readonly previousHash: string; readonly hash: string };

type Chainable = { readonly seq: number };

/** Chains a record to the one before it: `hash = SHA-256(previousHash + canonical(record))` (threats.md T-20). */
export const chain = <R extends Chainable>(record: R, previousHash: string, sha256: Sha256): Chained<R> => ({
  ...record,
  previousHash,
  hash: sha256(previousHash + canonical(record as unknown as Json)),
});

/** Where a chain ends by another witness: the number and the hash of its last record. */
export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
}

/**
 * The number of the first record that does not fit, or undefined when the chain holds from its beginning. A chain whose
 * newest records were taken away holds in itself: only an `end` that was kept elsewhere shows it (threats.md T-20).
 */
export const firstBroken = (
  records: readonly Chained<Chainable>[],
  sha256: Sha256,
  end?: ChainEnd,
): number | undefined => {
  let previous = GENESIS;
  for (const [index, { previousHash, hash, ...record }] of records.entries()) {
    const expected = sha256(previous + canonical(record as unknown as Json));
    if (record.seq !== index + 1 || previousHash !== previous || hash !== expected) return index + 1;
    previous = hash;
  }
  if (end === undefined) return undefined;
  if (records.length !== end.seq) return Math.min(records.length, end.seq) + 1;
  return previous === end.hash ? undefined : end.seq;
};
