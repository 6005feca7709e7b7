import { accessOf, sessionsOf } from '../../core/request/access.ts';
import type { Request } from '../../core/request/state.ts';
import { ok } from '../../core/result.ts';
import { growingPause } from '../../core/time/growing-pause.ts';
import { Fault } from '../fault.ts';
import type { CustodyStore } from '../ports/ports.ts';
import type { RotateSecret } from '../ports/secret-ports.ts';
import type { EndSessions } from '../ports/session-ports.ts';
import { type ChangePorts, makeChangeRequest } from '../requests/change-request.ts';
import { changePassword } from './change-password.ts';
import { closing, confirmation, overGrant, type PasswordPlan, planPassword } from './close-password.ts';

export type ClosePorts = ChangePorts & {
  readonly custody: CustodyStore;
  readonly rotateSecret: RotateSecret;
  readonly endSessions: EndSessions;
  readonly pause: (millis: number) => Promise<void>;
};

/** How often to look whether another close has changed the password: eleven seconds in all, of a function's thirty. */
const LOOKS = 8;
const FIRST_PAUSE_MILLIS = 250;

/**
 * The end of an access (seed 1; mission.md A1 17; design.md 5): its sessions are cut, the password is changed if this
 * access owes it, and the end is recorded with how long it took. A repeat is the same close: killed anywhere, it is done
 * again and there is exactly one change. It throws until the end is confirmed, and Step Functions tries again without end.
 */
export const makeCloseAccess = (ports: ClosePorts) => {
  const changeRequest = makeChangeRequest(ports);
  return async (requestId: string): Promise<void> => {
    const stored = await ports.requests.load(requestId);
    if (!stored) throw new Fault('RequestMissing', `there is no request ${requestId}`, { retryable: false });
    if (accessOf(stored.request)?.closure) return;
    overGrant(stored.request, ports.clock());
    // Side by side from the start: what holds up the one must not keep the other alive. Above all the sessions do not wait
    // for the password, which many that end together on one credential have to wait for.
    const ended = ports.endSessions(sessionsOf(stored.request));
    const planned = planAndChange(ports, stored.request);
    await Promise.allSettled([ended, planned]);
    await ended;
    const plan = await planned;
    const outcome = await changeRequest(
      requestId,
      async ({ request }) => {
        refuseLateSession(stored.request, request);
        // A plan that changes nothing still holds where the request and the lock have not moved: the write is on both.
        const held = request === stored.request && plan.password !== 'change';
        return ok(held ? closing(plan) : await confirmation(ports, request, plan));
      },
      stored,
    );
    if (!outcome.ok) throw new Fault('CloseRefused', `the close of ${requestId} was refused: ${outcome.refusal.rule}`);
  };
};

/** Where windows on one credential end together, one close changes the password and the others wait for it here. */
const planAndChange = async (ports: ClosePorts, request: Request): Promise<PasswordPlan> => {
  for (let look = 1; ; look += 1) {
    try {
      const plan = await planPassword(ports, request);
      if (plan.password === 'change') await changePassword(ports, plan);
      return plan;
    } catch (error) {
      if (look === LOOKS || !isConflict(error)) throw error;
    }
    await ports.pause(growingPause(FIRST_PAUSE_MILLIS, look - 1));
  }
};

const isConflict = (error: unknown): boolean => error instanceof Fault && error.name === 'CloseConflict';

/** A session that was recorded after this close had read the request, by a clock that runs behind, is not ended yet. */
const refuseLateSession = (before: Request, now: Request): void => {
  if (sessionsOf(now).length === sessionsOf(before).length) return;
  throw new Fault('CloseConflict', `a session of ${now.id} was opened at its last moment: close again`);
};
