import { durationToMillis } from '../../core/policy/duration.ts';
import type { Credential } from '../../core/policy/schema.ts';
import { accessOf } from '../../core/request/access.ts';
import type { Release } from '../../core/request/commands.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { viewerOf } from '../people/viewer.ts';
import type { StoredRequest, VaultLog } from '../ports/ports.ts';
import type { Login, ReadSecret, SecretExists } from '../ports/secret-ports.ts';
import { type Act, recordRefusal } from '../requests/act-on-request.ts';
import { type ChangePorts, makeChangeRequest, noSuchRequest } from '../requests/change-request.ts';
import { makeReadPointOfUse, type PointOfUse, type UsePorts } from './point-of-use.ts';

export type ReleasePorts = ChangePorts &
  UsePorts & {
    readonly log: VaultLog;
    readonly readSecret: ReadSecret;
    readonly secretExists: SecretExists;
  };

export interface Released {
  readonly login: Login;
  /** The end of the access in epoch milliseconds; undefined for an immediate use after which nothing changes. */
  readonly validUntil: number | undefined;
}

const secretUnreadable = refuse({
  rule: 'secret-missing',
  reason: 'The secret of this credential holds no user name and password: tell an administrator.',
});

const changedMeanwhile = refuse({
  rule: 'credential-changing',
  reason: 'The password was being changed while it was read, so it was not handed over: try again in a moment.',
});

const wrongAction = refuse({
  rule: 'wrong-action',
  reason: 'This request is for a session: it does not show the password. Submit a request to view it.',
});

/**
 * Gives out a password: inside the window, decided anew, once the release is recorded (design.md 4, at the point of
 * use). The record is committed before the secret is read, so no password ever leaves without its line in the audit;
 * that there is a secret is asked before, so that nobody spends a use on nothing. The lock is looked at once more after
 * the read: a password that a change put there meanwhile would outlive the access (threats.md I-10). Each call is a new
 * release: nothing is answered from memory.
 */
export const makeReleasePassword = (ports: ReleasePorts) => {
  const changeRequest = makeChangeRequest(ports);
  const readPointOfUse = makeReadPointOfUse(ports);
  return async (act: Act): Promise<Result<Released>> => {
    let point: PointOfUse | undefined;
    const released = await changeRequest(act.requestId, async (stored, seen) => {
      const viewer = await viewerOf(seen, act.principal, stored.request);
      if (viewer.capacities.length === 0) return noSuchRequest;
      if (stored.request.action !== 'view_password') return wrongAction;
      point = await readPointOfUse({ act, by: viewer.id, stored, hasEnd: changesAfterUse });
      return ok({ command: await releaseCommand(ports, point), extras: point.extras });
    });
    if (!released.ok) {
      await recordRefusal(ports.log, act, released.refusal.rule);
      return released;
    }
    if (!point?.access) throw new Error('a release was recorded without a decision');
    const login = await ports.readSecret(point.access.credential.secret);
    if (login === 'missing') return secretUnreadable;
    if (await isChanged(ports, released.value, point)) {
      await recordRefusal(ports.log, act, changedMeanwhile.refusal.rule);
      return changedMeanwhile;
    }
    return ok({ login, validUntil: accessOf(released.value.request)?.window.end });
  };
};

const changesAfterUse = ({ rotateAfterUse }: Credential): boolean => rotateAfterUse !== undefined;

/** Whether a change of the password began, or was made, since the lock was read. */
const isChanged = async (
  { custody }: ReleasePorts,
  { request }: StoredRequest,
  { lock: before }: PointOfUse,
): Promise<boolean> => {
  const { lock } = await custody.read(request.credential);
  return lock.rotating !== undefined || lock.changedSince !== before.changedSince;
};

const releaseCommand = async ({ secretExists }: ReleasePorts, { access, use }: PointOfUse): Promise<Release> => {
  if (!access) return { ...use, type: 'release' };
  const { secret, rotateAfterUse } = access.credential;
  const lasts = rotateAfterUse === undefined ? undefined : durationToMillis(rotateAfterUse);
  return { ...use, type: 'release', secretMissing: !(await secretExists(secret)), lasts };
};
