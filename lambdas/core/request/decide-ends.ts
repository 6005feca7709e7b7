import { ok, refuse } from '../result.ts';
import type { Cancel, Context, ReturnAccess, Revoke, UseEmergency } from './commands.ts';
import type { Outcome } from './decide.ts';
import { refusal } from './refusal.ts';
import { type Approved, currentWindow, type Emergency, type Pending } from './state.ts';

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
  const asked = currentWindow(state);
  if (now >= state.deadline)
    return refuse(refusal('deadline-passed', 'The time to decide this request is over: submit a new request.'));
  if (now >= asked.end)
    return refuse(refusal('window-over', 'The window that was asked for is over: submit a new request.'));
  const window = { start: now, end: Math.min(asked.end, now + state.rules.maxWindow) };
  return ok([{ type: 'EmergencyUsed', at: now, by: command.by, mark: { reason: command.reason, at: now }, window }]);
};

/** An approver of the request or an administrator ends the access; its user is shown the text. */
export const revoke = (state: Approved | Emergency, command: Revoke, { now, people }: Context): Outcome => {
  const standing = people[command.by];
  const named = state.rules.levels.some((level) => level.approvers.includes(command.by));
  const approver = named && command.by !== state.requester && standing?.enabled === true && standing.named;
  if (!approver && !command.administrator)
    return refuse(refusal('not-an-approver', 'Only an approver of this request or an administrator may revoke it.'));
  if (command.text.trim() === '')
    return refuse(refusal('reason-required', 'Say why: the person whose access ends is shown this text.', 'text'));
  if (now >= state.window.end) return refuse(refusal('access-over', 'The window is already over.'));
  return ok([{ type: 'AccessRevoked', at: now, by: command.by, text: command.text }]);
};

/** The requester gives the access back before its end. */
export const returnAccess = (state: Approved | Emergency, command: ReturnAccess, { now }: Context): Outcome => {
  if (command.by !== state.requester) return notTheRequester;
  if (now >= state.window.end) return refuse(refusal('access-over', 'The window is already over.'));
  return ok([{ type: 'AccessReturned', at: now, by: command.by }]);
};
