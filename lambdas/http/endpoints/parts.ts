import type { Clock } from '../../application/ports/ports.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Route } from '../contract/route.ts';
import type { EndpointParts } from '../endpoint.ts';
import type { Refused } from '../problem.ts';

/** What every endpoint is given besides its use case. */
export type Shell = Pick<EndpointParts<Route>, 'logger' | 'principalClaim' | 'recordRefused'>;

/** What an endpoint is given whose route demands a role. */
export type GuardedShell = Shell & Required<Pick<EndpointParts<Route>, 'recordRefused'>>;

export type ShellWithClock = Shell & { readonly clock: Clock };

/** What a use case answers, here and later. */
export type Outcome<T> = Promise<Result<T, Refused>>;

/** The reply that a use case's value makes; a refusal goes through as it is. */
export const replyWith = async <T, Reply>(outcome: Outcome<T>, reply: (value: T) => Reply): Outcome<Reply> => {
  const result = await outcome;
  return result.ok ? ok(reply(result.value)) : result;
};
