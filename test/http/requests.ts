import type { RequestEvent } from '../../lambdas/core/request/events.ts';
import { replay } from '../../lambdas/core/request/evolve.ts';
import { type Ballot, notThere, type Request, type SubmittedFacts } from '../../lambdas/core/request/state.ts';
import type { Decision } from '../../lambdas/core/restriction/decision.ts';

export const at = (text: string): number => Date.parse(text);

export const submittedAt = at('2026-11-24T17:00:00.000Z');
export const window = { start: at('2026-11-24T17:00:00.000Z'), end: at('2026-11-24T19:00:00.000Z') };
export const requestId = '01KATZ9B00TESTREQUEST00001';

export const decision: Decision = {
  outcome: 'approve',
  code: '11110045',
  groupId: 45,
  user: 'ana',
  credential: 'orders-admin',
  action: 'view_password',
  at: '2026-11-24T17:00:00.000Z',
  vaultTime: '2026-11-24T14:00:00-03:00[America/Sao_Paulo]',
  candidates: [{ code: '11110045', groupId: 45, name: 'Production databases', because: 'approval is required' }],
  nextChange: { at: '2026-11-24T20:01:00.000Z', code: '11100045', outcome: 'justify' },
};

export const facts = (more: Partial<SubmittedFacts> = {}): SubmittedFacts => ({
  id: requestId,
  requester: 'ana',
  credential: 'orders-admin',
  action: 'view_password',
  groupId: 45,
  restrictionCode: '11110045',
  policyVersion: 3,
  explanation: decision,
  justification: 'The nightly job is stuck',
  reason: undefined,
  ticket: undefined,
  rotate: 'always',
  createdAt: submittedAt,
  ...more,
});

export const submitted: RequestEvent = {
  type: 'RequestSubmitted',
  at: submittedAt,
  facts: facts(),
  rules: {
    levels: [
      { approvers: ['bruno', 'carla'], approvals: 1, disapprovals: 1 },
      { approvers: ['dora'], approvals: 1, disapprovals: 1 },
    ],
    inLevels: true,
    emergency: true,
    emailReply: true,
    clockStarts: 'request',
    remindAfter: 0,
    notifyHandled: true,
    review: { within: 72 * 3_600_000 },
    maxWindow: 4 * 3_600_000,
  },
  deadline: window.end,
  window,
};

const opened: RequestEvent = { type: 'LevelOpened', at: submittedAt, level: 1, round: 1 };

export const voteCast = (more: Partial<Ballot>): RequestEvent => ({
  type: 'VoteCast',
  at: submittedAt + 60_000,
  ballot: {
    by: 'bruno',
    seat: more.by ?? 'bruno',
    level: 1,
    verdict: 'approve',
    window,
    windowVersion: 1,
    channel: 'mail',
    at: submittedAt + 60_000,
    comment: 'go ahead',
    ...more,
  },
});

const passed: RequestEvent = { type: 'LevelPassed', at: submittedAt + 60_000, level: 1, next: 2 };

const after = (...events: RequestEvent[]): Request => replay(events, notThere) as Request;

/** One request in each state, by the events that lead there. */
export const requests = {
  granted: after({
    type: 'UseGranted',
    at: submittedAt,
    facts: facts({ restrictionCode: '11100045', explanation: { ...decision, outcome: 'justify', code: '11100045' } }),
  }),
  pending: after(submitted, opened),
  secondLevel: after(submitted, opened, voteCast({}), passed),
  approved: after(submitted, opened, voteCast({}), passed, voteCast({ by: 'dora', level: 2 }), {
    type: 'RequestApproved',
    at: submittedAt + 120_000,
    window: { start: submittedAt + 120_000, end: window.end },
  }),
  emergency: after(submitted, opened, {
    type: 'EmergencyUsed',
    at: submittedAt + 60_000,
    by: 'ana',
    mark: { reason: 'orders are lost', at: submittedAt + 60_000, review: { dueAt: submittedAt + 72 * 3_600_000 } },
    window: { start: submittedAt + 60_000, end: window.end },
  }),
  rejected: after(submitted, opened, voteCast({ verdict: 'disapprove' }), {
    type: 'RequestRejected',
    at: submittedAt + 60_000,
    level: 1,
    why: 'disapproved',
  }),
};

/** The events that end an access. */
export const ending = {
  revoked: { type: 'AccessRevoked', at: submittedAt + 180_000, by: 'carla', text: 'Not needed any more.' },
  returned: { type: 'AccessReturned', at: submittedAt + 180_000, by: 'ana' },
  closed: {
    type: 'AccessClosed',
    at: window.end + 9_000,
    closure: { password: 'changed', confirmedAt: window.end + 9_000, tookMillis: 9_000 },
  },
} satisfies Record<string, RequestEvent>;

export const followedBy = (request: Request, ...events: RequestEvent[]): Request => replay(events, request) as Request;
