import { ok, refuse } from '../result.ts';
import type { Context, Release } from './commands.ts';
import type { Outcome } from './outcome.ts';
import { refusal } from './refusal.ts';
import { type Usable, useRefusal } from './use-rules.ts';

/** The password is shown; where an immediate use has an end, this is where it begins (policy.md, `rotateAfterUse`). */
export const release = (state: Usable, command: Release, context: Context): Outcome => {
  const no = useRefusal(state, command, context);
  if (no) return refuse(no);
  if (command.secretMissing)
    return refuse(refusal('secret-missing', 'No password is stored for this credential: tell an administrator.'));
  const released = { type: 'PasswordReleased', at: context.now, by: command.by } as const;
  if (state.name !== 'granted' || command.lasts === undefined) return ok([released]);
  // A use lasts at least the instant in which it is one.
  return ok([{ ...released, until: context.now + Math.max(1, command.lasts) }]);
};
