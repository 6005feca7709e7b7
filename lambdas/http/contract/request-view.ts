import * as z from 'zod';
import { decision } from './decision.ts';
import { action, instant, windowView, yesNo } from './text.ts';

export const stateNames = [
  'granted',
  'pending',
  'approved',
  'emergency',
  'rejected',
  'cancelled',
  'lapsed',
  'revoked',
  'returned',
  'ended',
] as const;

const closure = z
  .object({
    password: z.enum(['changed', 'owed-by-a-later-window', 'not-used']),
    confirmedAt: instant,
    tookMillis: z.number(),
  })
  .meta({ id: 'Closure', description: 'How the end of the access was confirmed' });

const sessionView = z
  .object({ id: z.string(), openedAt: instant, until: instant })
  .meta({ id: 'Session', description: 'Who looks into the database finds it as the role `cs_` and this id' });

const verdict = z.enum(['justified', 'not-justified']);

const emergencyReview = z
  .object({ dueAt: instant, verdict: verdict.optional(), text: z.string().optional(), reviewedAt: instant.optional() })
  .meta({
    id: 'EmergencyReview',
    description: 'Without a verdict it is open: its requester cannot use emergency access again',
  });

/** A request as everybody who may see it sees it: levels and counts, no approver's name (threats.md I-06). */
export const requestView = z
  .object({
    id: z.string(),
    state: z.enum(stateNames),
    requester: z.string(),
    credential: z.string(),
    action,
    groupId: z.int(),
    restrictionCode: z.string(),
    policyVersion: z.int(),
    createdAt: instant,
    emergencyAccess: yesNo,
    emergencyReason: z.string().optional(),
    emergencyReview: emergencyReview.optional(),
    justification: z.string().optional(),
    reason: z.string().optional(),
    ticket: z.string().optional(),
    window: windowView.optional().meta({ description: 'As it stands now; absent for an immediate use without an end' }),
    windowVersion: z.int().optional(),
    deadline: instant.optional().meta({ description: 'Nobody decides at or after it' }),
    level: z.int().optional().meta({ description: 'The level that is asked now, from 1' }),
    levels: z.int().optional(),
    blocked: z
      .object({ missing: z.int(), left: z.int() })
      .optional()
      .meta({ description: 'The level cannot be met: approvals still missing, and people left who could give them' }),
    why: z.enum(['disapproved', 'quorum-unreachable']).optional(),
    revokedBecause: z.string().optional().meta({ description: 'What the person whose access was revoked is told' }),
    releasedAt: instant.optional().meta({ description: 'When the password was first released' }),
    extends: z.string().optional().meta({ description: 'The request that goes on when this one is approved' }),
    usableUntil: instant.optional().meta({ description: 'An immediate use that has not begun: it begins before this' }),
    sessions: z.array(sessionView).optional().meta({ description: 'Every session that was opened, oldest first' }),
    decidedAt: instant.optional(),
    endedAt: instant.optional(),
    overdueSince: instant.optional().meta({
      description: 'Closing takes too long since this instant: the credential is quarantined until it is done',
    }),
    closure: closure.optional(),
  })
  .meta({ id: 'Request' });

export const openAction = z
  .object({
    action: z.enum([
      'approve',
      'disapprove',
      'cancel',
      'emergency',
      'password',
      'session',
      'extend',
      'return',
      'revoke',
      'review',
    ]),
    method: z.literal('POST'),
    href: z.string(),
  })
  .meta({ id: 'OpenAction', description: 'What the caller may do with this request now' });

export const asked = z
  .object({
    level: z.int(),
    levels: z.int(),
    approversAsked: z.int().meta({ description: 'How many people are asked at this level' }),
  })
  .meta({ id: 'Asked' });

const next = z.string().meta({ description: 'What happens next, as a sentence' });

/** What the confirmation screen needs (mission.md A1 18). */
export const requestAnswer = z
  .object({ request: requestView, asked: asked.optional(), next, actions: z.array(openAction) })
  .meta({ id: 'RequestAnswer' });

const vote = z.object({
  verdict: z.enum(['approve', 'disapprove']),
  at: instant,
  windowVersion: z.int(),
  channel: z.enum(['api', 'mail', 'link', 'system']),
  counts: z.boolean().meta({ description: 'False for an approval of a window that was changed since' }),
  comment: z.string().optional(),
  by: z.string().optional().meta({ description: 'Not shown to the requester' }),
});

const levelView = z
  .object({
    level: z.int(),
    approvers: z.array(z.string()).optional().meta({ description: 'Not shown to the requester' }),
    approvals: z.object({ needed: z.int(), given: z.int() }),
    disapprovals: z.object({ needed: z.int(), given: z.int() }),
    votes: z.array(vote),
  })
  .meta({ id: 'Level' });

const historyEntry = z
  .object({
    seq: z.int(),
    type: z.string(),
    at: instant,
    actor: z.string().meta({ description: 'For the requester: `approver` instead of a name' }),
    state: z.string().optional(),
    detail: z.unknown().optional().meta({ description: 'For auditors and administrators' }),
    hash: z.string().optional().meta({ description: 'For auditors and administrators' }),
  })
  .meta({ id: 'HistoryEntry' });

export const requestDetail = requestAnswer
  .extend({
    explanation: decision,
    windows: z.array(windowView.extend({ version: z.int() })),
    levels: z.array(levelView),
    history: z.array(historyEntry).optional(),
    emergencyNotices: z
      .object({
        toTell: z.int(),
        delivered: z.int(),
        people: z
          .array(z.object({ person: z.string(), delivered: z.boolean() }))
          .optional()
          .meta({ description: 'Not shown to the requester' }),
      })
      .optional()
      .meta({ description: 'Whether the mails that tell every approver of the emergency were handed over' }),
  })
  .meta({ id: 'RequestDetail' });

export type RequestView = z.input<typeof requestView>;
export type OpenAction = z.input<typeof openAction>;
export type Asked = z.input<typeof asked>;
export type RequestAnswer = z.input<typeof requestAnswer>;
export type RequestDetail = z.input<typeof requestDetail>;
export type LevelView = z.input<typeof levelView>;
export type HistoryEntry = z.input<typeof historyEntry>;
