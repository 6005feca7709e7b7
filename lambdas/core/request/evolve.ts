import type { EventName, RequestEvent } from './events.ts';
import { sessionOpened, useClosed, useCut, useReleased } from './evolve-use.ts';
import type {
  Approval,
  EmergencyReview,
  Request,
  RequestFacts,
  RequestState,
  StateName,
  SubmittedFacts,
} from './state.ts';
import { cutAt } from './window.ts';

/** The state after `event`. Total over what `decide` can produce; an event that cannot follow is a bug and throws. */
export const evolve = (state: RequestState, event: RequestEvent): Request => {
  const apply = after[event.type] as (state: RequestState, event: RequestEvent) => Request;
  return apply(state, event);
};

/** Folds a history into the state it leads to. */
export const replay = (events: readonly RequestEvent[], from: RequestState): RequestState =>
  events.reduce<RequestState>(evolve, from);

type After = { [Name in EventName]: (state: RequestState, event: Extract<RequestEvent, { type: Name }>) => Request };

const after: After = {
  UseGranted: (state, event) => {
    only(['none'], state, event);
    return { ...factsOf(event.facts), name: 'granted', usableUntil: event.usableUntil };
  },
  RequestSubmitted: (state, event) => {
    only(['none'], state, event);
    const { facts, rules, deadline, window } = event;
    return {
      ...factsOf(facts),
      name: 'pending',
      rules,
      deadline,
      windows: [window],
      ballots: [],
      reached: 1,
      level: 1,
      round: 1,
      asked: false,
    };
  },
  LevelOpened: (state, event) => ({
    ...only(['pending'], state, event),
    asked: true,
    askedAt: event.at,
    reminders: 0,
  }),
  ApproversReminded: (state, event) => ({ ...only(['pending'], state, event), reminders: event.count }),
  LevelBlocked: (state, event) => ({
    ...only(['pending'], state, event),
    blocked: { missing: event.missing, left: event.left },
  }),
  LevelUnblocked: (state, event) => ({ ...only(['pending'], state, event), blocked: undefined }),
  WindowChanged: (state, event) => {
    const pending = only(['pending'], state, event);
    return { ...pending, windows: [...pending.windows, event.to] };
  },
  VoteCast: (state, event) => {
    const open = only(['pending', 'emergency'], state, event);
    const others = open.ballots.filter(({ by, seat }) => by !== event.ballot.by && seat !== event.ballot.seat);
    return { ...open, ballots: [...others, event.ballot] };
  },
  LevelPassed: (state, event) => ask(only(['pending'], state, event), event.next),
  LevelReopened: (state, event) => ask(only(['pending'], state, event), event.level),
  RequestApproved: (state, event) => ({
    ...kept(only(['pending'], state, event)),
    name: 'approved',
    window: event.window,
  }),
  RequestRejected: (state, event) => ({
    ...kept(only(['pending'], state, event)),
    name: 'rejected',
    why: event.why,
    decidedAt: event.at,
  }),
  RequestCancelled: (state, event) => ({
    ...kept(only(['pending'], state, event)),
    name: 'cancelled',
    decidedAt: event.at,
  }),
  RequestLapsed: (state, event) => ({ ...kept(only(['pending'], state, event)), name: 'lapsed', decidedAt: event.at }),
  EmergencyUsed: (state, event) => ({
    ...kept(only(['pending'], state, event)),
    name: 'emergency',
    window: event.window,
    emergency: event.mark,
  }),
  EmergencyReviewed: (state, event) => {
    const { type: _type, ...outcome } = event;
    return reviewed(state, event, { outcome });
  },
  ReviewOverdue: (state, event) => reviewed(state, event, { overdueAt: event.at }),
  PasswordReleased: (state, event) => {
    const open = only(['granted', 'approved', 'emergency'], state, event);
    return open.name === 'granted' ? useReleased(open, event) : { ...open, releasedAt: open.releasedAt ?? event.at };
  },
  SessionOpened: (state, event) => sessionOpened(only(['granted', 'approved', 'emergency'], state, event), event),
  AccessRevoked: (state, event) =>
    state.name === 'granted'
      ? useCut(state, event)
      : { ...cut(state, event), name: 'revoked', by: event.by, text: event.text },
  AccessReturned: (state, event) =>
    state.name === 'granted' ? useCut(state, event) : { ...cut(state, event), name: 'returned' },
  AccessExtended: (state, { until, ...event }) => {
    const open = only(['approved'], state, { until, ...event });
    const sessions = open.sessions?.map((session) => ({ ...session, until }));
    return { ...open, window: { ...open.window, end: until }, sessions };
  },
  WorkflowResumed: (state, event) => only(withWorkflow, state, event),
  ChangeOverdue: (state, event) => ({
    ...only(['granted', 'approved', 'emergency', 'revoked', 'returned'], state, event),
    overdueAt: event.at,
  }),
  AccessClosed: (state, event) => {
    if (state.name === 'granted') return useClosed(state, event);
    const open = only(['approved', 'emergency', 'revoked', 'returned'], state, event);
    if (open.name === 'revoked' || open.name === 'returned') return { ...open, closure: event.closure };
    return { ...kept(open), name: 'ended', ...access(open), endedAt: open.window.end, closure: event.closure };
  },
};

/** An emergency whose review moved on, in whatever state the access is by then. */
const reviewed = (state: RequestState, event: RequestEvent, more: Partial<EmergencyReview>): Request => {
  const used = only(['emergency', 'revoked', 'returned', 'ended'], state, event);
  if (!used.emergency) throw new Error(`${event.type} cannot follow a request without emergency access`);
  return { ...used, emergency: { ...used.emergency, review: { ...used.emergency.review, ...more } } };
};

const withWorkflow = [
  'pending',
  'approved',
  'emergency',
  'rejected',
  'cancelled',
  'lapsed',
  'revoked',
  'returned',
  'ended',
] as const satisfies readonly StateName[];

type In<Name extends StateName> = Extract<RequestState, { name: Name }>;

const only = <Name extends StateName>(names: readonly Name[], state: RequestState, event: RequestEvent): In<Name> => {
  if (names.some((name) => name === state.name)) return state as In<Name>;
  throw new Error(`${event.type} cannot follow the state ${state.name}`);
};

const ask = (pending: In<'pending'>, level: number): Request => ({
  ...pending,
  level,
  reached: Math.max(pending.reached, level),
  round: pending.round + 1,
  asked: false,
  askedAt: undefined,
  reminders: undefined,
  blocked: undefined,
});

const access = ({ window, releasedAt, sessions, overdueAt }: In<'approved' | 'emergency'>) => ({
  window,
  releasedAt,
  sessions,
  overdueAt,
});

const cut = (state: RequestState, event: Extract<RequestEvent, { type: 'AccessRevoked' | 'AccessReturned' }>) => {
  const open = only(['approved', 'emergency'], state, event);
  return { ...kept(open), ...access(open), window: cutAt(open.window, event.at), endedAt: event.at };
};

/** Of the explanation the request keeps what its people are told. */
const factsOf = ({ explanation, why, ...facts }: SubmittedFacts): RequestFacts => {
  const [applied] = explanation.candidates;
  return { ...facts, applied: applied && { name: applied.name, because: applied.because, why } };
};

/** What a request keeps whatever becomes of it: its facts, and what was asked and voted. */
const kept = (state: RequestFacts & Approval): RequestFacts & Approval => ({
  id: state.id,
  requester: state.requester,
  credential: state.credential,
  action: state.action,
  groupId: state.groupId,
  restrictionCode: state.restrictionCode,
  policyVersion: state.policyVersion,
  applied: state.applied,
  justification: state.justification,
  justifiedAt: state.justifiedAt,
  reason: state.reason,
  ticket: state.ticket,
  rotate: state.rotate,
  extends: state.extends,
  createdAt: state.createdAt,
  rules: state.rules,
  deadline: state.deadline,
  windows: state.windows,
  ballots: state.ballots,
  reached: state.reached,
  emergency: state.emergency,
});
