import { sessionsOf } from './access.ts';
import type { EventName, RequestEvent } from './events.ts';
import { stands } from './seat.ts';
import { type Ballot, currentWindow, type Request, type RequestState, votesUntil } from './state.ts';
import { electorate } from './tally.ts';
import { liesInside, secondsUntil } from './window.ts';

/** What the workflow is told when it asked (design.md 5): every field is always there, so that it needs no read. */
export interface WorkflowAnswer {
  readonly requestId: string;
  /** Ask the open level, wait for the end of the window, or nothing more. */
  readonly next: 'ask' | 'wait' | 'done';
  readonly level: number;
  /** Whole seconds until the deadline, at least 1. */
  readonly secondsLeft: number;
  /** RFC 3339, UTC. */
  readonly windowEnd: string;
}

export type NoticeKind =
  | 'approval-asked'
  | 'approval-reminder'
  | 'already-handled'
  | 'level-blocked'
  | 'level-unblocked'
  | 'vote-recorded'
  | 'request-approved'
  | 'request-rejected'
  | 'request-lapsed'
  | 'emergency-used'
  | 'emergency-reviewed'
  | 'review-overdue'
  | 'access-revoked'
  | 'password-changed'
  | 'change-overdue'
  | 'reply-not-understood'
  | 'reply-too-late'
  | 'token-misused'
  | 'mail-undelivered';

/** What the workflow is told to do. */
export type WorkflowStep =
  | { readonly kind: 'start-workflow'; readonly secondsLeft: number }
  /** `round` names the ask that is answered; 0 is an ask that came too late to open a level. */
  | { readonly kind: 'answer-workflow'; readonly round: number; readonly answer: WorkflowAnswer }
  | { readonly kind: 'stop-workflow' }
  | { readonly kind: 'start-close' }
  /** Close at `at`, in epoch milliseconds: the end of a use that no workflow waits for. */
  | { readonly kind: 'schedule-close'; readonly at: number }
  /** The access of request `grant` goes on until `until`, because this one is approved. */
  | { readonly kind: 'extend-access'; readonly grant: string; readonly until: number }
  /** The sessions of the request last as long as it does now. */
  | { readonly kind: 'extend-sessions' };

/** Whom to tell what. `to` names people; administrators are looked up when it is sent. */
export interface MailStep {
  readonly kind: 'mail';
  readonly notice: NoticeKind;
  readonly to: readonly string[] | 'administrators';
  /** Why, where the notice says so: the rule by which a reply was not understood. */
  readonly rule?: string | undefined;
}

/** One thing to do after an event is recorded. Each is safe to repeat. */
export type Step = WorkflowStep | MailStep;

/** Where the workflow goes from here: read from the request, never from what the caller believes. */
export const workflowAnswer = (request: Request, now: number): WorkflowAnswer => {
  const { id: requestId } = request;
  const at = { requestId, level: 0, secondsLeft: 1, windowEnd: new Date(now).toISOString() };
  if (request.name === 'pending')
    return {
      requestId,
      next: 'ask',
      level: request.level,
      secondsLeft: secondsUntil(request.deadline, now),
      windowEnd: new Date(currentWindow(request).end).toISOString(),
    };
  if (request.name === 'approved' || request.name === 'emergency')
    return { ...at, next: 'wait', windowEnd: new Date(request.window.end).toISOString() };
  return { ...at, next: 'done' };
};

/** What `event` asks to be done, given the request before and after the command that it came from. */
export const stepsFor = (event: RequestEvent, before: RequestState, after: Request): readonly Step[] => {
  const plan = plans[event.type] as (event: RequestEvent, before: RequestState, after: Request) => readonly Step[];
  return plan(event, before, after);
};

type Plans = {
  [Name in EventName]: (
    event: Extract<RequestEvent, { type: Name }>,
    before: RequestState,
    after: Request,
  ) => readonly Step[];
};

const plans: Plans = {
  UseGranted: () => [],
  RequestSubmitted: (event) => [{ kind: 'start-workflow', secondsLeft: secondsUntil(event.deadline, event.at) }],
  LevelOpened: (event, _before, after) => askLevel(event.at, after),
  LevelBlocked: () => [{ kind: 'mail', notice: 'level-blocked', to: 'administrators' }],
  ApproversReminded: (event, _before, after) => askLevel(event.at, after, 'approval-reminder'),
  LevelUnblocked: () => [{ kind: 'mail', notice: 'level-unblocked', to: 'administrators' }],
  WindowChanged: (event, _before, after) => (liesInside(event.to, event.from) ? [] : askAgain(event.at, after)),
  VoteCast: (event) =>
    event.ballot.channel === 'mail' ? [{ kind: 'mail', notice: 'vote-recorded', to: [event.ballot.by] }] : [],
  LevelPassed: (event, before, after) => [...answer(event.at, before, after), ...tellTheOthers(before, after)],
  LevelReopened: (event, before, after) => answer(event.at, before, after),
  RequestApproved: (event, before, after) => [
    ...answer(event.at, before, after),
    ...carryOn(after),
    tellRequester('request-approved', after),
    ...tellTheOthers(before, after),
  ],
  RequestRejected: (event, before, after) => [
    ...answer(event.at, before, after),
    tellRequester('request-rejected', after),
    ...tellTheOthers(before, after),
  ],
  RequestCancelled: (event, before, after) => answer(event.at, before, after),
  // The workflow's own time-out needs no answer; a lapse that the sweeper found sends it on.
  RequestLapsed: (event, before, after) => [...answer(event.at, before, after), tellRequester('request-lapsed', after)],
  EmergencyUsed: (event, before, after) => [...answer(event.at, before, after), ...tellEveryApprover(after)],
  EmergencyReviewed: (_event, _before, after) => [tellRequester('emergency-reviewed', after)],
  ReviewOverdue: () => [{ kind: 'mail', notice: 'review-overdue', to: 'administrators' }],
  PasswordReleased: (_event, _before, after) => closeLater(after),
  SessionOpened: (_event, _before, after) => closeLater(after),
  AccessRevoked: (_event, _before, after) => [...closeNow(after), tellRequester('access-revoked', after)],
  AccessReturned: (_event, _before, after) => closeNow(after),
  AccessExtended: (_event, _before, after) => (sessionsOf(after).length > 0 ? [{ kind: 'extend-sessions' }] : []),
  WorkflowResumed: (event, _before, after) => [
    { kind: 'answer-workflow', round: 0, answer: workflowAnswer(after, event.at) },
  ],
  ChangeOverdue: () => [{ kind: 'mail', notice: 'change-overdue', to: 'administrators' }],
  AccessClosed: () => [],
};

/** The request that this one extends goes on until the end that was approved. */
const carryOn = (request: Request): readonly Step[] =>
  request.extends !== undefined && 'windows' in request
    ? [{ kind: 'extend-access', grant: request.extends, until: currentWindow(request).end }]
    : [];

/** An immediate use has no workflow. */
const closeNow = (request: Request): readonly Step[] =>
  request.name === 'granted' ? [{ kind: 'start-close' }] : [{ kind: 'stop-workflow' }, { kind: 'start-close' }];

/** The end of a window is the workflow's; that of an immediate use, if it has one, is nobody's yet. */
const closeLater = (request: Request): readonly Step[] =>
  request.name === 'granted' && request.use ? [{ kind: 'schedule-close', at: request.use.window.end }] : [];

/** Before the workflow has asked there is nothing to answer: it will find the request as it is. */
const answer = (at: number, before: RequestState, after: Request): readonly Step[] =>
  before.name === 'pending' && before.asked
    ? [{ kind: 'answer-workflow', round: before.round, answer: workflowAnswer(after, at) }]
    : [];

/** Only the level that is open is told (mission.md A2 3-4), and of it only those whose vote would be taken. */
const askLevel = (at: number, after: Request, notice: NoticeKind = 'approval-asked'): readonly Step[] => {
  if (after.name !== 'pending' || at >= votesUntil(after)) return [];
  const spent = after.ballots.filter(
    (ballot) => ballot.level !== after.level || ballot.verdict === 'disapprove' || stands(after, ballot),
  );
  return [{ kind: 'mail', notice, to: electorate(after, after.level).filter(isNotIn(spent)) }];
};

const isNotIn =
  (ballots: readonly Ballot[]) =>
  (person: string): boolean =>
    !ballots.some(({ by, seat }) => by === person || seat === person);

/** Who was asked and did not vote need not open the request any more. */
const tellTheOthers = (before: RequestState, after: Request): readonly Step[] => {
  if (before.name !== 'pending' || !before.asked || !before.rules.notifyHandled || !('rules' in after)) return [];
  const to = electorate(before, before.level).filter(isNotIn(after.ballots));
  return to.length > 0 ? [{ kind: 'mail', notice: 'already-handled', to }] : [];
};

/**
 * A window that leaves what people saw makes their mails stale: the open level is asked again. A level that changes
 * with the edit, or was not asked yet, is asked by the workflow.
 */
const askAgain = (at: number, after: Request): readonly Step[] =>
  after.name === 'pending' && after.asked ? askLevel(at, after) : [];

const tellRequester = (notice: NoticeKind, request: Request): Step => ({
  kind: 'mail',
  notice,
  to: [request.requester],
});

/** All approvers of all levels at once, each once (seed 1; mission.md A1 27, Q25), and whoever shall review it. */
const tellEveryApprover = (request: Request): readonly Step[] => {
  if (!('rules' in request)) return [];
  const named = [...request.rules.levels.flatMap((level) => level.approvers), ...(request.rules.review.by ?? [])];
  const everybody = new Set(named.filter((person) => person !== request.requester));
  return [{ kind: 'mail', notice: 'emergency-used', to: [...everybody] }];
};
