import type { Invariant, Rest } from '../invariants/invariant.ts';
import { makeSeen, remember, type Sight } from './seen.ts';

/** An invariant that does not hold, and what it complains of. */
export interface Violation {
  readonly invariant: string;
  readonly says: string;
  readonly wrong: string;
}

/** Remembers what is seen and asks every invariant about it. The first violation is kept; nothing is thrown into the product. */
export const makeObserver = (invariants: readonly Invariant[]) => {
  const seen = makeSeen();
  let violation: Violation | undefined;
  const report = ({ id, says }: Invariant, wrong: string | undefined): void => {
    if (wrong !== undefined) violation ??= { invariant: id, says, wrong };
  };
  return {
    seen,
    see: (sight: Sight): void => {
      remember(seen, sight);
      for (const invariant of invariants) report(invariant, invariant.watch?.(sight, seen));
    },
    /** Asks what must hold when nothing is on its way any more. */
    rest: (rest: Rest): void => {
      for (const invariant of invariants) report(invariant, invariant.atRest?.(rest));
    },
    /** What does not hold besides the invariants: the world never came to rest. */
    fail: (failure: Violation): void => {
      violation ??= failure;
    },
    violation: (): Violation | undefined => violation,
  };
};
