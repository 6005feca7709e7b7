import { Fault } from '../fault.ts';
import type { Clock, Custody, CustodyStore } from '../ports/ports.ts';
import type { RotateSecret } from '../ports/secret-ports.ts';

export interface ChangePasswordPorts {
  readonly clock: Clock;
  readonly custody: Pick<CustodyStore, 'startRotation'>;
  readonly rotateSecret: RotateSecret;
}

export interface PasswordChange {
  readonly credentialId: string;
  /** Where the password is kept; absent when the credential is not in the policy any more. */
  readonly secret: string | undefined;
  /** Who changes it: the lock is marked with this. */
  readonly by: string;
  /** The same token is the same new password: 32 to 64 characters. */
  readonly token: string;
  /** As it was read when the change was decided. */
  readonly custody: Custody;
}

/**
 * Changes a password. The lock first, so that nobody is given a password that is about to change; then Secrets
 * Manager's rotation. Throws until the change is confirmed; a repeat goes on with the same change.
 */
export const changePassword = async (ports: ChangePasswordPorts, change: PasswordChange): Promise<void> => {
  const { credentialId, secret, by, token, custody } = change;
  if (custody.lock.rotating !== by) {
    const mark = { id: by, at: ports.clock(), lockVersion: custody.lockVersion };
    const marked = await ports.custody.startRotation(credentialId, mark);
    if (marked === 'conflict') throw new Fault('CloseConflict', `the lock of ${credentialId} moved: close again`);
  }
  if (secret === undefined)
    throw new Fault('CredentialMissing', `credential ${credentialId} is not in the policy any more`);
  const state = await ports.rotateSecret(secret, token);
  if (state === 'in-progress')
    throw new Fault('RotationInProgress', `the password of ${credentialId} is being changed`);
};
