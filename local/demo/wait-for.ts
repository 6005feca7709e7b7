import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MILLIS = 100;

/** Asks again until the answer is there; fails with `what` when it does not come in time. */
export const waitFor = async <T>(what: string, ask: () => Promise<T | undefined>, millis = 30_000): Promise<T> => {
  for (const until = Date.now() + millis; Date.now() < until; await sleep(PAUSE_MILLIS)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
  }
  throw new Error(`${what}: not within ${millis / 1000} s`);
};

/** What `promise` gives; fails with `what` when it does not come in time. */
export const within = async <T>(what: string, promise: Promise<T>, millis: number): Promise<T> => {
  const late = new AbortController();
  const timeout = sleep(millis, undefined, { signal: late.signal }).then(
    () => Promise.reject(new Error(`${what}: not within ${millis / 1000} s`)),
    () => Promise.reject(late.signal.reason),
  );
  timeout.catch(() => undefined);
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    late.abort();
  }
};
