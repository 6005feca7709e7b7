import { durationToMillis } from '../../core/policy/duration.ts';
import { lockAfterChange, passwordIsDue } from '../../core/request/owed-change.ts';
import type { Request } from '../../core/request/state.ts';
import { isLive } from '../../core/request/window.ts';
import { Fault } from '../fault.ts';
import type { Custody, CustodyStore, Digest, PolicyReader, RequestStore, VaultLog } from '../ports/ports.ts';
import { type ChangePasswordPorts, changePassword } from './change-password.ts';

export type OwedPasswordPorts = Omit<ChangePasswordPorts, 'custody'> & {
  readonly custody: CustodyStore;
  readonly digest: Digest;
  readonly log: VaultLog;
  readonly policy: Pick<PolicyReader, 'credential'>;
  readonly requests: Pick<RequestStore, 'load'>;
};

/**
 * Changes a password whose change was put off for as long as it may be, although windows are live (policy.md
 * `rotateWithin`; threats.md E-12): nobody's close does that. Whoever saw the password in a window that is live is told
 * to view it again. A repeat is the same change; a change that is not due, or somebody else's, is left alone.
 */
export const makeChangeOwedPassword =
  (ports: OwedPasswordPorts) =>
  async (credentialId: string): Promise<'changed' | 'not-due'> => {
    const custody = await ports.custody.read(credentialId);
    const { owedSince, rotating } = custody.lock;
    if (owedSince === undefined) return 'not-due';
    const credential = await ports.policy.credential(credentialId);
    if (!credential) throw new Fault('CredentialMissing', `credential ${credentialId} is not in the policy any more`);
    const by = `owed-since-${owedSince}`;
    const due = passwordIsDue(custody, durationToMillis(credential.rotateWithin), ports.clock());
    if (rotating === undefined ? !due : rotating !== by) return 'not-due';
    const token = ports.digest(`${credentialId} ${by}`);
    await changePassword(ports, { credentialId, secret: credential.secret, by, token, custody });
    await finish(ports, credentialId, by);
    return 'changed';
  };

/** Those who have to view it again are told first: a crash tells them twice rather than never. */
const finish = async (ports: OwedPasswordPorts, credentialId: string, by: string): Promise<void> => {
  const custody = await ports.custody.read(credentialId);
  if (custody.lock.rotating !== by) return;
  const holders = await holdersOf(ports, custody);
  await ports.log.append({
    type: 'OwedPasswordChanged',
    actor: 'system',
    credential: credentialId,
    detail: { owedSince: custody.lock.owedSince ?? null, holders: holders.map(({ id }) => id) },
  });
  for (const { id: requestId, requester } of holders) {
    const entry = { type: 'HolderTold', actor: 'system', credential: credentialId, requestId, detail: {} };
    await ports.log.append(entry, [{ kind: 'mail', notice: 'password-changed', to: [requester] }]);
  }
  const lock = lockAfterChange(custody, ports.clock());
  const done = await ports.custody.finishRotation(credentialId, { id: by, lockVersion: custody.lockVersion, lock });
  if (done === 'conflict') throw new Fault('CloseConflict', `the lock of ${credentialId} moved: look again`);
};

/** The requests whose window is live and to which the password was shown. */
const holdersOf = async ({ clock, requests }: OwedPasswordPorts, { grants }: Custody): Promise<readonly Request[]> => {
  const live = grants.filter((grant) => isLive(grant, clock()));
  const stored = await Promise.all(live.map(({ requestId }) => requests.load(requestId)));
  return stored.flatMap((each) =>
    each && 'releasedAt' in each.request && each.request.releasedAt !== undefined ? [each.request] : [],
  );
};
