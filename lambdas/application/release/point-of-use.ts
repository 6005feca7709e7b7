import { durationToMillis } from '../../core/policy/duration.ts';
import type { Credential } from '../../core/policy/schema.ts';
import { accessOf } from '../../core/request/access.ts';
import type { Release } from '../../core/request/commands.ts';
import { heldBy, lockAfterTaking } from '../../core/request/exclusive-custody.ts';
import { type LockFields, passwordDueFrom } from '../../core/request/owed-change.ts';
import type { Flags } from '../../core/restriction/code.ts';
import { type AccessDecision, type DecidePorts, makeDecideAccess } from '../access/decide-access.ts';
import type { CustodyStore, StoredRequest } from '../ports/ports.ts';
import type { Act } from '../requests/act-on-request.ts';

export type UsePorts = DecidePorts & { readonly custody: CustodyStore };

/** What a use of the credential is decided from, as it is at this instant. */
export interface PointOfUse {
  /** Absent when the person, the credential or the policy is not there any more. */
  readonly access: AccessDecision | undefined;
  /** What a release and the opening of a session say alike. */
  readonly use: Pick<Release, 'by' | 'flags' | 'passwordDue' | 'dueSince' | 'heldBy'>;
  /** Goes into the transaction of the use: a change of the password that starts meanwhile wins. */
  readonly extras: UseExtras;
  /** The lock as it was read. */
  readonly lock: LockFields;
}

/** The lock as it was read; where a use with an end takes an exclusive credential, what becomes of it. */
export interface UseExtras {
  readonly lockVersion: number;
  readonly lock?: LockFields | undefined;
}

export interface UseOf {
  readonly act: Act;
  readonly by: string;
  readonly stored: StoredRequest;
  /** Whether an immediate use of this kind has an end: without one nobody has an exclusive credential. */
  readonly hasEnd: (credential: Credential) => boolean;
}

/** Reads anew, for one use, what the policy decides and where the credential stands (mission.md Q10; threats.md 0.10). */
export const makeReadPointOfUse = (ports: UsePorts) => {
  const decideAccess = makeDecideAccess(ports);
  return async ({ act, by, stored: { request }, hasEnd }: UseOf): Promise<PointOfUse> => {
    const access = await decideAccess({
      principalId: act.principal.id,
      credentialId: request.credential,
      action: request.action,
    });
    const custody = await ports.custody.read(request.credential);
    const dueSince = passwordDueFrom(custody, rotateWithin(access));
    const passwordDue = custody.lock.rotating !== undefined;
    const exclusive = access?.credential.exclusive === true;
    const use = { by, flags: flagsOf(access), passwordDue, dueSince };
    const { lockVersion, lock } = custody;
    if (!exclusive) return { access, use, extras: { lockVersion }, lock };
    const taking = accessOf(request) || hasEnd(access.credential) ? lockAfterTaking(lock, request) : undefined;
    const extras = { lockVersion, lock: taking };
    return { access, use: { ...use, heldBy: heldBy(custody, request.id) }, extras, lock };
  };
};

/** Without a decision nobody gets the credential anyway. */
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
