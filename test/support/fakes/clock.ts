import type { Clock, NewId } from '../../../lambdas/application/ports/ports.ts';

/** A clock that stands still until a test moves it. */
export const settableClock = (text: string) => {
  let now = Date.parse(text);
  const clock: Clock = () => now;
  return {
    clock,
    set: (later: string): void => {
      now = Date.parse(later);
    },
    advance: (millis: number): void => {
      now += millis;
    },
  };
};

/** Ids that look like ULIDs and count from 1. */
export const countedIds = (): NewId => {
  let made = 0;
  return () => {
    made += 1;
    return `01KATZ9B00TEST000000${String(made).padStart(6, '0')}`;
  };
};
