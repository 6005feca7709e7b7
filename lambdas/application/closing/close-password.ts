import { durationToMillis } from '../../core/policy/duration.ts';
import { wasUsed } from '../../core/request/access.ts';
import type { Close } from '../../core/request/commands.ts';
import { type Grant, grantOf } from '../../core/request/custody.ts';
import { type Ending, lockAfterClose, type PasswordAtEnd, passwordAtEnd } from '../../core/request/owed-change.ts';
import type { Request } from '../../core/request/state.ts';
import { Fault } from '../fault.ts';
import type { Clock, CustodyStore, PolicyReader } from '../ports/ports.ts';
import type { PasswordChange } from './change-password.ts';

/** Step Functions catches this one: the end moved, so the workflow goes back to its Wait. */
export const ACCESS_NOT_OVER = 'AccessNotOver';

export interface PlanPorts {
  readonly clock: Clock;
  readonly policy: Pick<PolicyReader, 'credential'>;
  readonly custody: Pick<CustodyStore, 'read'>;
}

/** What becomes of the password when an access is closed, and what that was decided from. */
export interface PasswordPlan extends PasswordChange {
  readonly ending: Ending;
  readonly password: Exclude<PasswordAtEnd, 'changing'>;
}

/** Looks at the credential as it is now. While another change is under way there is no plan: the close is tried again. */
export const planPassword = async (ports: PlanPorts, request: Request): Promise<PasswordPlan> => {
  const over = overGrant(request, ports.clock());
  const credential = await ports.policy.credential(request.credential);
  const custody = await ports.custody.read(request.credential);
  const ending: Ending = {
    over,
    asksForChange: request.rotate === 'always' || wasUsed(request),
    // What is not in the policy any more puts nothing off.
    within: credential ? durationToMillis(credential.rotateWithin) : 0,
    now: ports.clock(),
  };
  const password = passwordAtEnd(custody, ending);
  if (password === 'changing')
    throw new Fault('CloseConflict', `the password of ${request.credential} is being changed: close again`);
  const change = { credentialId: request.credential, secret: credential?.secret, by: request.id };
  return { ...change, token: rotationToken(request.id), custody, ending, password };
};

/**
 * The grant, once it is over. Early, by a clock that runs ahead, an end that moved or a forged answer (threats.md E-14),
 * the workflow is told so, and goes back to where the request is.
 */
export const overGrant = (request: Request, now: number): Grant => {
  const grant = grantOf(request);
  if (!grant) throw new Fault(ACCESS_NOT_OVER, `request ${request.id} is ${request.name}: it has no access to close`);
  if (now < grant.end) throw new Fault(ACCESS_NOT_OVER, `the access of ${request.id} is not over`);
  return grant;
};

/** The same close asks for the same rotation: Secrets Manager takes 32 to 64 characters. */
export const rotationToken = (requestId: string): string => `countersign-close-${requestId}`.padEnd(32, '-');

/** What is recorded, from the lock as it is now; where the plan changed meanwhile, the close starts again. */
export const confirmation = async (ports: PlanPorts, request: Request, planned: PasswordPlan) => {
  const plan = await planPassword(ports, request);
  if (plan.password !== planned.password)
    throw new Fault('CloseConflict', `the custody of ${request.credential} moved: close again`);
  return closing(plan);
};

/** The end of an access by this plan, to be written only where the lock is as it was when the plan was made. */
export const closing = ({ password, custody, ending }: PasswordPlan) => {
  const command: Close = { type: 'close', password: password === 'change' ? 'changed' : password };
  const lock = lockAfterClose(custody, ending, password);
  return { command, extras: { lock, lockVersion: custody.lockVersion } };
};
