import type { Command, Context } from '../../lambdas/core/request/commands.ts';
import type { Standing } from '../../lambdas/core/request/people.ts';
import type {
  Approved,
  Ballot,
  Cancelled,
  Closure,
  Emergency,
  Ended,
  Granted,
  Lapsed,
  LastingUse,
  Pending,
  Rejected,
  RequestState,
  Returned,
  Revoked,
  StateName,
} from '../../lambdas/core/request/state.ts';
import { notThere } from '../../lambdas/core/request/state.ts';
import { approval, at, knownFacts, minutes, sessionPlace, window } from './request-parts.ts';

/** What every state after the approval has beside its name: the window that is open, 14:10 to 16:00. */
const opened = () => ({ ...knownFacts(), ...approval(), window: window('14:10', '16:00') });
const over = () => ({ ...opened(), window: window('14:10', '15:00'), endedAt: at('15:00') });
const decided = () => ({ ...knownFacts(), ...approval(), decidedAt: at('14:10') });

export const aClosure = (more: Partial<Closure> = {}): Closure => ({
  password: 'changed',
  confirmedAt: at('16:00:05'),
  tookMillis: 5_000,
  ...more,
});

/** Level 1 of two is asked; nobody has voted yet. */
export const aPending = (more: Partial<Pending> = {}): Pending => ({
  ...knownFacts(),
  ...approval(),
  name: 'pending',
  level: 1,
  round: 1,
  asked: true,
  ...more,
});

export const aGranted = (more: Partial<Granted> = {}): Granted => ({
  ...knownFacts(),
  restrictionCode: '11100045',
  name: 'granted',
  ...more,
});

/** An immediate session of 14:10 that lasts until 16:00. */
export const anOpenSession = (more: Partial<LastingUse> = {}): Granted =>
  aGranted({
    action: 'start_session',
    sessions: [{ id: 's1', openedAt: at('14:10'), until: at('16:00'), place: sessionPlace }],
    use: { window: window('14:10', '16:00'), ...more },
  });

export const anApproved = (more: Partial<Approved> = {}): Approved => ({ ...opened(), name: 'approved', ...more });

export const anEmergency = (more: Partial<Emergency> = {}): Emergency => ({
  ...opened(),
  name: 'emergency',
  emergency: { reason: 'orders are lost', at: at('14:10'), review: { dueAt: at('14:10') + minutes(72 * 60) } },
  ...more,
});

const aRejected = (): Rejected => ({ ...decided(), name: 'rejected', why: 'disapproved' });
const aCancelled = (): Cancelled => ({ ...decided(), name: 'cancelled' });
const aLapsed = (): Lapsed => ({ ...decided(), name: 'lapsed' });

export const aRevoked = (more: Partial<Revoked> = {}): Revoked => ({
  ...over(),
  name: 'revoked',
  by: 'bruno',
  text: 'The change was called off.',
  ...more,
});

export const aReturned = (more: Partial<Returned> = {}): Returned => ({ ...over(), name: 'returned', ...more });

export const anEnded = (): Ended => ({ ...opened(), name: 'ended', endedAt: at('16:00'), closure: aClosure() });

/** One request in each state. */
export const everyState: { readonly [Name in StateName]: Extract<RequestState, { name: Name }> } = {
  none: notThere,
  granted: aGranted(),
  pending: aPending(),
  approved: anApproved(),
  emergency: anEmergency(),
  rejected: aRejected(),
  cancelled: aCancelled(),
  lapsed: aLapsed(),
  revoked: aRevoked(),
  returned: aReturned(),
  ended: anEnded(),
};

export const aBallot = (by: string, more: Partial<Ballot> = {}): Ballot => ({
  by,
  seat: by,
  level: 1,
  verdict: 'approve',
  window: window('14:00', '16:00'),
  windowVersion: 1,
  channel: 'api',
  at: at('14:05'),
  ...more,
});

type Vote = Extract<Command, { type: 'vote' }>;

const vote =
  (verdict: Vote['verdict']) =>
  (by: string, more: Partial<Vote> = {}): Vote => ({
    type: 'vote',
    by,
    verdict,
    windowVersion: 1,
    channel: 'api',
    ...more,
  });

export const approve = vote('approve');
export const disapprove = vote('disapprove');

/** Everybody is enabled and named, but for those of whom `people` says otherwise. */
export const context = (now: string | number, people: Readonly<Record<string, Partial<Standing>>> = {}): Context => ({
  now: typeof now === 'number' ? now : at(now),
  people: Object.fromEntries(everybody.map((id) => [id, { enabled: true, named: true, ...people[id] }])),
});

const everybody = ['ana', 'bruno', 'carla', 'dora', 'edu', 'fabio'];
