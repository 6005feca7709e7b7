import { ok, refuse } from '../result.ts';
import { accessOf, endAfterUse, hasOwnAccess } from './access.ts';
import type { Cancel, Context, Extend, ReturnAccess, Revoke, UseEmergency } from './commands.ts';
import type { Outcome } from './outcome.ts';
import { type RequestRefusal, refusal } from './refusal.ts';
import { approves } from './seat.ts';
import { type Approved, currentWindow, type Emergency, type Granted, type Pending } from './state.ts';

const notTheRequester = refuse(refusal('not-the-requester', 'Only the person who asked may do this.'));

/** The requester takes a pending request back. */
export const cancel = (state: Pending, command: Cancel, { now }: Context): Outcome =>
  command.by === state.requester ? ok([{ type: 'RequestCancelled', at: now, by: command.by }]) : notTheRequester;

/**
 * The requester skips the wait: only while pending, only where the applied group allows it, with a second reason
 * (seed 1; mission.md A1 24-28, Q21-Q24; threats.md E-08, E-09). It starts now and ends at the asked end, at most
 * the group's longest window from now.
 */
export const useEmergency = (state: Pending, command: UseEmergency, { now }: Context): Outcome => {
  if (command.by !== state.requester) return notTheRequester;
  if (!state.rules.emergency)
    return refuse(refusal('emergency-not-allowed', `Group ${state.groupId} does not allow emergency access.`));
  if (command.reason.trim() === '')
    return refuse(refusal('reason-required', 'Emergency access needs a reason of its own.', 'reason'));
  if (command.openReview !== undefined)
    return refuse(
      refusal(
        'review-open',
        `Your emergency of request ${command.openReview} still waits for its review: ask for that.`,
      ),
    );
  const asked = currentWindow(state);
  if (now >= state.deadline)
    return refuse(refusal('deadline-passed', 'The time to decide this request is over: submit a new request.'));
  if (now >= asked.end)
    return refuse(refusal('window-over', 'The window that was asked for is over: submit a new request.'));
  const window = { start: now, end: Math.min(asked.end, now + state.rules.maxWindow) };
  const mark = { reason: command.reason, at: now, review: { dueAt: now + state.rules.review.within } };
  return ok([{ type: 'EmergencyUsed', at: now, by: command.by, mark, window }]);
};

/** An approver of the request or an administrator ends the access; its user is shown the text. */
export const revoke = (state: Usable, command: Revoke, context: Context): Outcome => {
  if (!approves(state, command.by, context.people) && !command.administrator)
    return refuse(refusal('not-an-approver', 'Only an approver of this request or an administrator may revoke it.'));
  if (command.text.trim() === '')
    return refuse(refusal('reason-required', 'Say why: the person whose access ends is shown this text.', 'text'));
  if (state.name === 'granted' && state.use?.revoked) return ok([]);
  const no = endRefusal(state, context.now);
  if (no) return refuse(no);
  return ok([{ type: 'AccessRevoked', at: endAfterUse(state, context.now), by: command.by, text: command.text }]);
};

/** The requester gives the access back before its end. */
export const returnAccess = (state: Usable, command: ReturnAccess, { now }: Context): Outcome => {
  if (command.by !== state.requester) return notTheRequester;
  if (state.name === 'granted' && state.use?.endedAt !== undefined && !state.use.revoked) return ok([]);
  const no = endRefusal(state, now);
  return no ? refuse(no) : ok([{ type: 'AccessReturned', at: endAfterUse(state, now), by: command.by }]);
};

/** The access goes on: its end moves, never to an earlier instant, and never once it has come. */
export const extend = (state: Approved, { extension, until }: Extend, { now }: Context): Outcome => {
  if (now >= state.window.end) return refuse(refusal('access-over', 'The window is over: submit a new request.'));
  if (until <= state.window.end) return ok([]);
  return ok([{ type: 'AccessExtended', at: now, extension, until }]);
};

type Usable = Granted | Approved | Emergency;

/** Why an access cannot be ended early, or undefined. */
const endRefusal = (state: Usable, now: number): RequestRefusal | undefined => {
  if (!hasOwnAccess(state))
    return refusal('not-in-use', `This request only extends ${state.extends}: end the access of that one.`);
  const access = accessOf(state);
  if (!access) return refusal('not-in-use', 'Nothing of this immediate use is open: there is nothing to end.');
  if (access.endedAt !== undefined || now >= access.window.end) return refusal('access-over', 'The access is over.');
  return undefined;
};
