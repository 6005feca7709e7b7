import { setTimeout as pause } from 'node:timers/promises';
import type { Child } from './child.ts';

/**
 * Asks `ready` until it says yes. Fails when the child ends before, or when the time is over; `what` and
 * `explain` make the sentence.
 */
export const waitUntilReady = async (
  child: Child,
  ready: () => Promise<boolean>,
  { what, explain, seconds = 30 }: { what: string; explain: () => string; seconds?: number },
): Promise<void> => {
  let ended: string | undefined;
  void child.ended.then(({ how }) => {
    ended = how;
  });
  const deadline = Date.now() + seconds * 1000;
  while (!(await ready())) {
    if (ended !== undefined) throw new Error(`${what} did not start: ${ended}\n${explain()}`);
    if (Date.now() > deadline) throw new Error(`${what} did not answer within ${seconds} s.\n${explain()}`);
    await pause(25);
  }
};
