import { accessOf, wasUsed } from '../core/request/access.ts';
import type { Close } from '../core/request/commands.ts';
import { type Grant, grantOf, leavesChangeTo } from '../core/request/custody.ts';
import type { Closure, Request } from '../core/request/state.ts';
import { ok } from '../core/result.ts';
import { type ChangePorts, makeChangeRequest } from './change-request.ts';
import { Fault } from './fault.ts';
import type { Custody, CustodyStore, LockFields, RotateSecret } from './ports.ts';

export type ClosePorts = ChangePorts & { readonly custody: CustodyStore; readonly rotateSecret: RotateSecret };

/** Step Functions catches this one: the end moved, so the workflow goes back to its Wait. */
export const ACCESS_NOT_OVER = 'AccessNotOver';

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
    const { password, custody } = await plan(ports, stored.request);
    if (password === 'change') await changePassword(ports, stored.request, custody);
    const outcome = await changeRequest(requestId, async ({ request }) => ok(await confirm(ports, request, password)));
    if (!outcome.ok) throw new Fault('CloseRefused', `the close of ${requestId} was refused: ${outcome.refusal.rule}`);
  };
};

/** The grant, once it is over. Early, by a clock that runs ahead or an end that moved, the workflow waits again. */
const overGrant = (request: Request, now: number): Grant => {
  const grant = grantOf(request);
  if (!grant) throw new Fault('CloseRefused', `request ${request.id} is ${request.name}: it has no access to close`);
  if (now < grant.end) throw new Fault(ACCESS_NOT_OVER, `the access of ${request.id} is not over`);
  return grant;
};

interface Plan {
  readonly custody: Custody;
  /** `change`: still to be done, by this close. */
  readonly password: Closure['password'] | 'change';
}

const plan = async (ports: ClosePorts, request: Request): Promise<Plan> => {
  const custody = await ports.custody.read(request.credential);
  const over = overGrant(request, ports.clock());
  return { custody, password: planFor(request, over, custody, ports.clock()) };
};

const planFor = (request: Request, over: Grant, { lock, grants }: Custody, now: number): Plan['password'] => {
  if (lock.rotating === request.id) return 'change';
  if (lock.changedSince !== undefined && lock.changedSince >= over.end) return 'changed';
  if (!owesChange(request, lock)) return 'not-used';
  return leavesChangeTo(over, grants, now) ? 'owed-by-a-later-window' : 'change';
};

/** Always, or where the password is changed when it was used: seen in this access, or in one that left it the change. */
const owesChange = (request: Request, lock: LockFields): boolean =>
  request.rotate === 'always' || wasUsed(request) || lock.owedSince !== undefined;

/** The lock first, so that nobody is given a password that is about to change; then Secrets Manager's rotation. */
const changePassword = async (ports: ClosePorts, request: Request, { lock, lockVersion }: Custody): Promise<void> => {
  if (lock.rotating !== request.id) {
    const close = { id: request.id, at: ports.clock(), lockVersion };
    const marked = await ports.custody.startRotation(request.credential, close);
    if (marked === 'conflict') throw new Fault('CloseConflict', `the lock of ${request.credential} moved: close again`);
  }
  const { credential } = await ports.policy.subject(request.requester, request.credential);
  if (!credential)
    throw new Fault('CredentialMissing', `credential ${request.credential} is not in the policy any more`);
  const state = await ports.rotateSecret(credential.secret, rotationToken(request.id));
  if (state === 'in-progress')
    throw new Fault('RotationInProgress', `the password of ${request.credential} is being changed`);
};

/** The same close asks for the same rotation: Secrets Manager takes 32 to 64 characters. */
export const rotationToken = (requestId: string): string => `countersign-close-${requestId}`.padEnd(32, '-');

/** What is recorded, from the lock as it is now; where the plan changed meanwhile, the close starts again. */
const confirm = async (ports: ClosePorts, request: Request, planned: Plan['password']) => {
  const now = await plan(ports, request);
  const changed = planned === 'change';
  if (now.password !== planned)
    throw new Fault('CloseConflict', `the custody of ${request.credential} moved: close again`);
  const password = changed ? 'changed' : planned;
  const command: Close = { type: 'close', password };
  return { command, extras: { lock: lockAfter(now, changed), lockVersion: now.custody.lockVersion } };
};

const lockAfter = ({ custody: { lock, grants }, password }: Plan, changed: boolean): LockFields => {
  if (changed) return { changedSince: lock.rotatingSince };
  if (password !== 'owed-by-a-later-window') return lock;
  const ends = grants.map((grant) => grant.end);
  return { ...lock, owedSince: lock.owedSince ?? Math.min(...ends) };
};
