import { accessOf } from '../core/request/access.ts';
import { ok } from '../core/result.ts';
import { changePassword } from './change-password.ts';
import { type ChangePorts, makeChangeRequest } from './change-request.ts';
import { confirmation, planPassword } from './close-password.ts';
import { Fault } from './fault.ts';
import type { CustodyStore, RotateSecret } from './ports.ts';

export type ClosePorts = ChangePorts & { readonly custody: CustodyStore; readonly rotateSecret: RotateSecret };

/**
 * The end of an access (seed 1; mission.md A1 17; design.md 5): the password is changed if this access owes it, and the
 * end is recorded with how long it took. A repeat is the same close: killed anywhere, it is done again and there is
 * exactly one change. It throws until the end is confirmed, and Step Functions tries again without end.
 */
export const makeCloseAccess = (ports: ClosePorts) => {
  const changeRequest = makeChangeRequest(ports);
  return async (requestId: string): Promise<void> => {
    const stored = await ports.requests.load(requestId);
    if (!stored) throw new Fault('RequestMissing', `there is no request ${requestId}`, { retryable: false });
    if (accessOf(stored.request)?.closure) return;
    const plan = await planPassword(ports, stored.request);
    if (plan.password === 'change') await changePassword(ports, plan);
    const outcome = await changeRequest(requestId, async ({ request }) => ok(await confirmation(ports, request, plan)));
    if (!outcome.ok) throw new Fault('CloseRefused', `the close of ${requestId} was refused: ${outcome.refusal.rule}`);
  };
};
