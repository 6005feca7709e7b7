import type { Request } from './state.ts';

const MOST_SECONDS = 60;

/**
 * Whole seconds until the workflow goes on after a fault, at least 1: half as long as nothing has moved in the request. So the
 * first fault costs a second, and an ask that always fails goes round once a minute: it is paid for each time, and an
 * execution ends at 25,000 events.
 */
export const pauseAfterFault = (request: Request, now: number): number => {
  if (request.name !== 'pending') return 1;
  const since = Math.max(request.createdAt, request.askedAt ?? 0, request.ballots.at(-1)?.at ?? 0);
  return Math.min(MOST_SECONDS, Math.max(1, Math.ceil((now - since) / 2000)));
};
