import { wasUsed } from './access.ts';
import type { Context, OpenSession, Release } from './commands.ts';
import type { HeldBy } from './exclusive-custody.ts';
import { type RequestRefusal, refusal } from './refusal.ts';
import type { Approved, Emergency, Granted } from './state.ts';

/** The states in which a credential may be used. */
export type Usable = Granted | Approved | Emergency;

/**
 * The check at the point of use, every time (design.md 4; mission.md Q10; threats.md 0.10, E-11): the person is
 * active, the window is live, and the decision computed anew is neither a denial nor stricter than the one that the
 * grant was given under. It never relies on a timer having fired.
 */
export const useRefusal = (
  state: Usable,
  command: Release | OpenSession,
  context: Context,
): RequestRefusal | undefined =>
  whoRefusal(state, command, context) ?? whenRefusal(state, context.now) ?? nowRefusal(state, command, context.now);

const whoRefusal = (state: Usable, { by }: Release | OpenSession, { people }: Context): RequestRefusal | undefined => {
  if (by !== state.requester) return refusal('not-the-requester', 'Only the person who asked may use this access.');
  if (people[by]?.enabled !== true)
    return refusal('person-disabled', 'Your account is disabled: ask an administrator.');
  return undefined;
};

const whenRefusal = (state: Usable, now: number): RequestRefusal | undefined => {
  if (state.name === 'granted') return spentRefusal(state, now);
  if (now < state.window.start)
    return refusal('window-not-open', `The window opens at ${new Date(state.window.start).toISOString()}.`);
  if (now >= state.window.end) return refusal('access-over', 'The window is over.');
  return undefined;
};

const spentRefusal = (state: Granted, now: number): RequestRefusal | undefined => {
  if (wasUsed(state)) return refusal('already-released', 'This use is spent: submit a new request for the next one.');
  return state.usableUntil !== undefined && now >= state.usableUntil
    ? refusal('use-too-late', 'This use was given too long ago: submit a new request.')
    : undefined;
};

const nowRefusal = (state: Usable, command: Release | OpenSession, now: number): RequestRefusal | undefined => {
  const given = state.restrictionCode.slice(1, 4);
  if (command.flags === '000') return refusal('decision-denies', 'No access group allows this use any more.');
  if (command.flags > given)
    return refusal('decision-stricter', 'The rules are stricter now than when this was granted: submit a new request.');
  if (command.heldBy) return custodyRefusal(command.heldBy);
  const since = command.dueSince !== undefined && command.dueSince <= now ? command.dueSince : undefined;
  return command.passwordDue || since !== undefined ? changingRefusal(since) : undefined;
};

const custodyRefusal = ({ by, until }: HeldBy): RequestRefusal =>
  refusal(
    'in-custody',
    `The credential is for one at a time, and with ${by} until ${new Date(until).toISOString()}: try again then.`,
  );

const changingRefusal = (since: number | undefined): RequestRefusal =>
  refusal(
    'credential-changing',
    since === undefined
      ? 'The password is about to be changed: try again in a moment.'
      : `The credential is quarantined since ${new Date(since).toISOString()}, until its password is changed: try again in a moment, or ask an administrator.`,
  );
