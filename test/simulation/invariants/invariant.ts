import type { Closure, Request } from '../../../lambdas/core/request/state.ts';
import type { AccessWindow } from '../../../lambdas/core/request/window.ts';
import type { MemoryTable } from '../../support/fakes/memory-table.ts';
import type { Seen, Sight, SightOf } from '../engine/seen.ts';

/** The world after everything that was on its way has arrived. */
export interface Rest {
  readonly seen: Seen;
  readonly table: MemoryTable;
  /** Which password of a credential is in force: they are counted from 1. */
  readonly passwordOf: (credential: string) => number;
  readonly runningExecutions: () => readonly string[];
  /** Mails that were given up. */
  readonly unread: () => number;
}

/**
 * One invariant of the threat model (threats.md 3). `watch` is asked after every step about everything that was seen in
 * it; `atRest` when nothing is on its way any more. Each says what is wrong, or nothing.
 */
export interface Invariant {
  /** Of threats.md 3; C of this product's own promises about custody. */
  readonly id: `I-${number}` | `C-${number}`;
  readonly says: string;
  readonly watch?: ((sight: Sight, seen: Seen) => string | undefined) | undefined;
  readonly atRest?: ((rest: Rest) => string | undefined) | undefined;
}

/** Looks at one kind of sight. */
export const on =
  <Kind extends Sight['kind']>(kind: Kind, check: (sight: SightOf<Kind>, seen: Seen) => string | undefined) =>
  (sight: Sight, seen: Seen): string | undefined =>
    sight.kind === kind ? check(sight as SightOf<Kind>, seen) : undefined;

/** The first complaint. */
export const firstOf = <T>(things: Iterable<T>, check: (thing: T) => string | undefined): string | undefined => {
  for (const thing of things) {
    const wrong = check(thing);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
};

/** What a request opened, by a reading of its own: a window, or an immediate use that lasts. */
export const openedBy = (
  request: Request,
): { readonly window: AccessWindow; readonly closure?: Closure | undefined } | undefined => {
  if (request.name === 'granted') return request.use;
  return 'window' in request ? request : undefined;
};

export const requestsOf = ({ lives }: Seen): readonly Request[] =>
  [...lives.values()].map(({ stored }) => stored.request);

/** Clocks of the callers may be wrong by this much (threats.md T-21). */
export const SKEW_MILLIS = 5_000;
