import { ok, refuse } from '../result.ts';
import { accessOf, isOverdue } from './access.ts';
import { blockage } from './blockage.ts';
import type { Close, Context, Lapse, NoteOverdue, OpenLevel, Recheck, Remind } from './commands.ts';
import type { RequestEvent } from './events.ts';
import type { Outcome } from './outcome.ts';
import { refusal } from './refusal.ts';
import { remindersBy } from './reminder.ts';
import {
  type Approved,
  type Emergency,
  type Granted,
  type Pending,
  type Request,
  type Returned,
  type Revoked,
  votesUntil,
} from './state.ts';

/**
 * The workflow asks. A level is opened once per round; one that its people cannot meet is reported and stays open.
 * Where nobody has to be asked any more the workflow is sent on its way (design.md 5).
 */
export const openLevel = (
  state: Exclude<Request, { name: 'granted' }>,
  _command: OpenLevel,
  context: Context,
): Outcome => {
  const at = context.now;
  if (state.name !== 'pending') return ok([{ type: 'WorkflowResumed', at }]);
  // A repeat of the same round only brings a new token.
  if (state.asked) return ok([]);
  const opened: RequestEvent = { type: 'LevelOpened', at, level: state.level, round: state.round };
  return ok([opened, ...blockage(state, context)]);
};

/** The sweeper looks again, after the policy or an absence changed (mission.md Q32). */
export const recheck = (state: Pending, _command: Recheck, context: Context): Outcome =>
  ok(state.asked ? blockage(state, context) : []);

/** Quiet when it is not time: a sweeper may come early, and again. */
export const remind = (state: Pending, _command: Remind, { now: at }: Context): Outcome => {
  const count = remindersBy(state, at);
  const isTime = count > (state.reminders ?? 0) && at < votesUntil(state);
  return ok(isTime ? [{ type: 'ApproversReminded', at, level: state.level, count }] : []);
};

/** Nobody decided by the deadline (mission.md Q16). Early, by a clock that runs ahead, it is refused and waits again. */
export const lapse = (state: Pending, _command: Lapse, { now }: Context): Outcome =>
  now < state.deadline
    ? refuse(refusal('not-due-yet', 'The deadline has not passed.'))
    : ok([{ type: 'RequestLapsed', at: now, deadline: state.deadline }]);

/**
 * An end that is not confirmed in time is noted once, so that people are told and the credential is seen to be
 * quarantined; closing goes on (threats.md D-13).
 */
export const noteOverdue = (
  state: Granted | Approved | Emergency | Revoked | Returned,
  _command: NoteOverdue,
  { now }: Context,
): Outcome => {
  const access = accessOf(state);
  if (!access || state.overdueAt !== undefined || !isOverdue(access, now)) return ok([]);
  return ok([{ type: 'ChangeOverdue', at: now, endedAt: access.window.end }]);
};

/** The end is confirmed: sessions closed, password changed or not owed. Records how long that took. */
export const close = (
  state: Granted | Approved | Emergency | Revoked | Returned,
  command: Close,
  { now }: Context,
): Outcome => {
  const access = accessOf(state);
  if (!access) return refuse(refusal('nothing-to-close', 'This immediate use has no end that could be closed.'));
  if (access.closure) return ok([]);
  const endedAt = access.endedAt ?? access.window.end;
  if (now < endedAt) return refuse(refusal('access-not-over', 'The window is still open: wait for its end.'));
  const closure = { password: command.password, confirmedAt: now, tookMillis: now - endedAt };
  return ok([{ type: 'AccessClosed', at: now, closure }]);
};
