import { durationToMillis } from '../core/policy/duration.ts';
import type { Release } from '../core/request/commands.ts';
import { passwordDueFrom } from '../core/request/owed-change.ts';
import type { Flags } from '../core/restriction/code.ts';
import type { Act } from './act-on-request.ts';
import { type AccessDecision, type DecidePorts, makeDecideAccess } from './decide-access.ts';
import type { CustodyStore, StoredRequest } from './ports.ts';

export type UsePorts = DecidePorts & { readonly custody: CustodyStore };

/** What a use of the credential is decided from, as it is at this instant. */
export interface PointOfUse {
  /** Absent when the person, the credential or the policy is not there any more. */
  readonly access: AccessDecision | undefined;
  /** What a release and the opening of a session say alike. */
  readonly use: Pick<Release, 'by' | 'flags' | 'passwordDue' | 'dueSince'>;
  /** Checked in the transaction of the use: a change of the password that starts meanwhile wins. */
  readonly extras: { readonly lockVersion: number };
}

/** Reads anew, for one use, what the policy decides and where the credential stands (mission.md Q10; threats.md 0.10). */
export const makeReadPointOfUse = (ports: UsePorts) => {
  const decideAccess = makeDecideAccess(ports);
  return async (act: Act, by: string, { request }: StoredRequest): Promise<PointOfUse> => {
    const access = await decideAccess({
      principalId: act.principal.id,
      credentialId: request.credential,
      action: request.action,
    });
    const { lockVersion, lock, grants } = await ports.custody.read(request.credential);
    const dueSince = passwordDueFrom({ lock, grants }, rotateWithin(access));
    const passwordDue = lock.rotating !== undefined;
    return { access, use: { by, flags: flagsOf(access), passwordDue, dueSince }, extras: { lockVersion } };
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
