import type { NewPassword } from '../../application/ports/session-ports.ts';
import { newPassword } from '../runtime/runtime.ts';
import { scramVerifier } from './scram-verifier.ts';

/** A new password with the SCRAM verifier that PostgreSQL stores of it: the password itself is never sent there. */
export const newSessionPassword = (): NewPassword => {
  const password = newPassword();
  return { password, verifier: scramVerifier(password) };
};
