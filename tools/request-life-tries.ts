import type {
  CastVote,
  Command,
  Context,
  OpenSession,
  Release,
  Review,
  UseEmergency,
} from '../lambdas/core/request/commands.ts';
import type { SubmittedFacts } from '../lambdas/core/request/state.ts';
import { sessionPlace } from '../test/support/request-parts.ts';

/** A command, the instant at which it comes, and who people are then (everybody in good standing where it is absent). */
export interface Try {
  readonly command: Command;
  readonly now: number;
  readonly people?: Context['people'];
}

const at = (time: string): number => Date.parse(`2026-11-24T${time}Z`);
const asked = at('14:00');
const later = at('14:20');
const deadline = at('15:30');
const end = at('16:00');

const facts: SubmittedFacts = {
  id: '01KATZ9B00EXAMPLE000000001',
  requester: 'ana',
  credential: 'orders-admin',
  action: 'view_password',
  groupId: 45,
  restrictionCode: '11110045',
  policyVersion: 1,
  explanation: {
    outcome: 'approve',
    code: '11110045',
    groupId: 45,
    user: 'ana',
    credential: 'orders-admin',
    action: 'view_password',
    at: '2026-11-24T14:00:00.000Z',
    vaultTime: '2026-11-24T14:00:00+00:00[UTC]',
    candidates: [],
    nextChange: null,
  },
  rotate: 'always',
  createdAt: asked,
};

const level = (approver: string) => ({ approvers: [approver, 'carla'], approvals: 1, disapprovals: 1 });

const submit = (window = { start: asked, end }, emergency = true): Command => ({
  type: 'submit',
  facts,
  approval: {
    rules: {
      levels: [level('bruno'), level('dora')],
      inLevels: true,
      emergency,
      emailReply: true,
      clockStarts: 'request',
      remindAfter: 15 * 60_000,
      notifyHandled: true,
      review: { within: 72 * 3_600_000 },
      maxWindow: end - asked,
    },
    deadline,
    window,
  },
});

const vote = (by: string, more: Partial<CastVote> = {}): Command => ({
  type: 'vote',
  by,
  verdict: 'approve',
  windowVersion: 1,
  channel: 'api',
  ...more,
});

const release = (more: Partial<Release> = {}): Command => ({
  type: 'release',
  by: 'ana',
  flags: '110',
  passwordDue: false,
  ...more,
});

const openSession = (more: Partial<OpenSession> = {}): Command => ({
  type: 'open-session',
  by: 'ana',
  flags: '110',
  passwordDue: false,
  sessionId: 's1',
  place: sessionPlace,
  lasts: end - later,
  ...more,
});

const emergency = (by: string, reason = 'orders are lost'): UseEmergency => ({ type: 'use-emergency', by, reason });
const revoke = (by: string, text = 'called off'): Command => ({
  type: 'revoke',
  by,
  administrator: by === 'gil',
  text,
});
const extend: Command = { type: 'extend', extension: '01KATZ9B00EXAMPLE000000002', until: end + 60_000 };
const close: Command = { type: 'close', password: 'changed' };
const immediate = { ...facts, restrictionCode: '11100045' };
const wider = { start: asked, end: end + 60_000 };
const shorter = { start: asked, end: at('15:00') };
const shifted = { start: asked + 60_000, end: end + 60_000 };

const review = (by: string, more: Partial<Review> = {}): Command => ({
  type: 'review',
  by,
  administrator: by === 'gil',
  verdict: 'justified',
  text: 'orders were lost',
  ...more,
});

/** What is tried in every state, and followed. */
export const moves: readonly Try[] = [
  { command: { type: 'submit', facts: immediate, usableUntil: at('15:00') }, now: asked },
  { command: submit(), now: asked },
  { command: submit({ start: at('14:30'), end }, false), now: asked },
  { command: { type: 'open-level' }, now: later },
  { command: vote('bruno'), now: later },
  { command: vote('dora'), now: later },
  { command: vote('dora', { window: shifted }), now: later },
  { command: vote('bruno', { window: shorter }), now: later },
  { command: vote('bruno', { verdict: 'disapprove' }), now: later },
  { command: { type: 'cancel', by: 'ana' }, now: later },
  { command: emergency('ana'), now: later },
  { command: review('gil'), now: at('14:55') },
  { command: { type: 'note-review-overdue' }, now: later + 73 * 3_600_000 },
  { command: { type: 'recheck' }, now: later, people: {} },
  { command: { type: 'recheck' }, now: later },
  { command: { type: 'remind' }, now: at('14:45') },
  { command: { type: 'lapse' }, now: deadline },
  { command: release(), now: at('14:40') },
  { command: release({ lasts: end - later }), now: at('14:40') },
  { command: openSession(), now: at('14:40') },
  { command: revoke('gil'), now: at('14:50') },
  { command: extend, now: at('14:50') },
  { command: { type: 'return', by: 'ana' }, now: at('14:50') },
  { command: { type: 'note-overdue' }, now: at('16:05') },
  { command: close, now: end },
];

/** What is tried in every state only to see by which rule it is refused. */
export const probes: readonly Try[] = [
  { command: submit({ start: at('13:00'), end }), now: asked },
  { command: submit({ start: asked, end: asked }), now: asked },
  { command: submit(wider), now: asked },
  { command: vote('ana'), now: later },
  { command: vote('edu'), now: later },
  { command: vote('bruno', { verdict: 'disapprove' }), now: deadline },
  { command: vote('bruno', { verdict: 'disapprove' }), now: end },
  { command: vote('carla', { windowVersion: 9 }), now: later },
  { command: vote('carla'), now: later },
  { command: vote('dora', { windowVersion: 2 }), now: at('15:10') },
  { command: vote('carla', { window: wider }), now: later },
  { command: review('ana'), now: at('14:55') },
  { command: review('edu'), now: at('14:55') },
  { command: review('gil', { text: '' }), now: at('14:55') },
  { command: review('gil', { verdict: 'not-justified' }), now: at('14:58') },
  { command: { ...emergency('ana'), openReview: '01KATZ9B00EXAMPLE000000000' }, now: later },
  { command: { type: 'cancel', by: 'bruno' }, now: later },
  { command: emergency('ana', ''), now: later },
  { command: emergency('ana'), now: at('15:10') },
  { command: emergency('ana'), now: deadline },
  { command: revoke('edu'), now: later },
  { command: revoke('gil', ''), now: later },
  { command: revoke('gil'), now: end },
  { command: extend, now: end + 60_000 },
  { command: { type: 'return', by: 'bruno' }, now: later },
  { command: { type: 'lapse' }, now: later },
  { command: release({ by: 'bruno' }), now: later },
  { command: release(), now: later, people: {} },
  { command: release(), now: later },
  { command: release(), now: end },
  { command: release({ flags: '000' }), now: at('14:40') },
  { command: release({ flags: '111' }), now: at('14:40') },
  { command: release({ passwordDue: true }), now: at('14:40') },
  { command: release({ heldBy: { by: 'ben', until: end } }), now: at('14:40') },
  { command: release(), now: at('15:00') },
  { command: release({ secretMissing: true }), now: at('14:40') },
  { command: openSession({ sessionId: 's2' }), now: end },
  { command: close, now: later },
];
