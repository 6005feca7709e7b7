import { durationToMillis } from '../core/policy/duration.ts';
import { accessOf } from '../core/request/access.ts';
import type { Release } from '../core/request/commands.ts';
import { passwordDueSince } from '../core/request/owed-change.ts';
import type { Flags } from '../core/restriction/code.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { type Act, recordRefusal } from './act-on-request.ts';
import { type ChangePorts, makeChangeRequest, noSuchRequest } from './change-request.ts';
import { type AccessDecision, type DecidePorts, makeDecideAccess } from './decide-access.ts';
import type { CustodyStore, Login, ReadSecret, SecretExists, StoredRequest, VaultLog } from './ports.ts';
import { viewerOf } from './viewer.ts';

export type ReleasePorts = ChangePorts &
  DecidePorts & {
    readonly custody: CustodyStore;
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

const wrongAction = refuse({
  rule: 'wrong-action',
  reason: 'This request is for a session: it does not show the password. Submit a request to view it.',
});

/**
 * Gives out a password: inside the window, decided anew, once the release is recorded (design.md 4, at the point of
 * use). The record is committed before the secret is read, so no password ever leaves without its line in the audit;
 * that there is a secret is asked before, so that nobody spends a use on nothing. Each call is a new release: nothing
 * is answered from memory.
 */
export const makeReleasePassword = (ports: ReleasePorts) => {
  const changeRequest = makeChangeRequest(ports);
  const decideAccess = makeDecideAccess(ports);
  return async (act: Act): Promise<Result<Released>> => {
    let access: AccessDecision | undefined;
    const released = await changeRequest(act.requestId, async (stored) => {
      const viewer = await viewerOf(ports.policy, act.principal, stored.request);
      if (viewer.capacities.length === 0) return noSuchRequest;
      if (stored.request.action !== 'view_password') return wrongAction;
      access = await decideAccess(queryOf(act, stored));
      return ok(await releaseCommand(ports, viewer.id, stored, access));
    });
    if (!released.ok) {
      await recordRefusal(ports.log, act, released.refusal.rule);
      return released;
    }
    if (!access) throw new Error('a release was recorded without a decision');
    const login = await ports.readSecret(access.credential.secret);
    return login === 'missing'
      ? secretUnreadable
      : ok({ login, validUntil: accessOf(released.value.request)?.window.end });
  };
};

const queryOf = (act: Act, { request }: StoredRequest) => ({
  principalId: act.principal.id,
  credentialId: request.credential,
  action: request.action,
});

/** The lock is checked in the same transaction: a change of the password that starts meanwhile wins. */
const releaseCommand = async (
  { custody, clock, secretExists }: ReleasePorts,
  by: string,
  { request }: StoredRequest,
  access: AccessDecision | undefined,
): Promise<{ command: Release; extras: { lockVersion: number } }> => {
  const [{ lockVersion, lock, grants }, secretMissing] = await Promise.all([
    custody.read(request.credential),
    access === undefined ? false : secretExists(access.credential.secret).then((exists) => !exists),
  ]);
  const dueSince = passwordDueSince({ lock, grants }, rotateWithin(access), clock());
  const passwordDue = lock.rotating !== undefined || dueSince !== undefined;
  const { rotateAfterUse } = access?.credential ?? {};
  const lasts = rotateAfterUse === undefined ? undefined : durationToMillis(rotateAfterUse);
  const command: Release = { type: 'release', by, flags: flagsOf(access), passwordDue, dueSince, secretMissing, lasts };
  return { command, extras: { lockVersion } };
};

/** Without a decision nobody gets the password anyway. */
const rotateWithin = (access: AccessDecision | undefined): number =>
  access === undefined ? 0 : durationToMillis(access.credential.rotateWithin);

/** No decision, no access: a person, credential or group that is gone denies. */
const flagsOf = (access: AccessDecision | undefined): Flags => {
  switch (access?.decision.outcome) {
    case 'allow':
      return '100';
    case 'justify':
      return '110';
    case 'approve':
      return '111';
    case 'deny':
    case undefined:
      return '000';
  }
};
