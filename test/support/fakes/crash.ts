import { type Act, interceptPorts } from './intercept.ts';

/** Stands for the death of the process: thrown by a test where a port was called. */
export class Crash extends Error {}

/**
 * The same ports, of which call number `nth` crashes: `before` it did anything, or `after` it was done but before the
 * caller knew. `crashed` tells whether that call was reached at all.
 */
export const crashingAt = <Ports extends object>(ports: Ports, nth: number, when: 'before' | 'after') => {
  let calls = 0;
  const crashing =
    (act: Act): Act =>
    async (...args) => {
      calls += 1;
      // A dead process calls nothing any more, its own clean-up included.
      if (calls > nth) throw new Crash(`dead since call ${nth}`);
      const here = calls === nth;
      if (here && when === 'before') throw new Crash(`before call ${nth}`);
      const answer = await act(...args);
      if (here) throw new Crash(`after call ${nth}`);
      return answer;
    };
  return { ports: interceptPorts(ports, (_name, act) => crashing(act)), crashed: () => calls >= nth };
};

/** Does `act` until it succeeds, as Step Functions and streams do; a tenth failure is given up on. */
export const untilDone = async (act: () => Promise<unknown>): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await act();
      return;
    } catch (error) {
      if (attempt === 10) throw error;
    }
  }
};
