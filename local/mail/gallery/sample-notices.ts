import { alreadyHandled } from '../../../lambdas/application/mail-out/notices/already-handled.ts';
import { approvalAsked } from '../../../lambdas/application/mail-out/notices/approval-asked.ts';
import { changeOverdue } from '../../../lambdas/application/mail-out/notices/change-overdue.ts';
import { emergencyReviewed, reviewOverdue } from '../../../lambdas/application/mail-out/notices/emergency-review.ts';
import { emergencyUsed } from '../../../lambdas/application/mail-out/notices/emergency-used.ts';
import { levelBlocked, levelUnblocked } from '../../../lambdas/application/mail-out/notices/level-blocked.ts';
import { mailUndelivered } from '../../../lambdas/application/mail-out/notices/mail-undelivered.ts';
import type { Notice } from '../../../lambdas/application/mail-out/notices/notice.ts';
import { outcome } from '../../../lambdas/application/mail-out/notices/outcome.ts';
import { passwordChanged } from '../../../lambdas/application/mail-out/notices/password-changed.ts';
import { replyNotUnderstood } from '../../../lambdas/application/mail-out/notices/reply-not-understood.ts';
import { replyTooLate } from '../../../lambdas/application/mail-out/notices/reply-too-late.ts';
import { tokenMisused } from '../../../lambdas/application/mail-out/notices/token-misused.ts';
import { voteRecorded } from '../../../lambdas/application/mail-out/notices/vote-recorded.ts';
import type { WordLists } from '../../../lambdas/core/policy/reply-words.ts';
import type { Why } from '../../../lambdas/core/restriction/section-rules.ts';
import type { Language } from '../../../lambdas/core/time/language.ts';

const officeHours: Why = {
  kind: 'approval-inside',
  window: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], hours: [{ from: '13:00', to: '17:00' }] },
};

/** As a policy may have them: none for English, which has the two words themselves. */
const wordsNamed: Readonly<Record<Language, WordLists>> = {
  en: { approve: [], disapprove: [] },
  pt: { approve: ['aprovo', 'aprovado'], disapprove: ['recuso'] },
};

/** A request as all sample mails tell of it. */
export const sampleRequest = (language: Language) =>
  ({
    requestId: '01JDQ2F8Z6V9T4M3K7X1C5B0NA',
    requester: 'Ana Souza (ana)',
    use: { action: 'view_password', username: 'orders_admin', device: 'orders-db' },
    justification: 'Restart the payment job',
    applied: {
      because: 'approval is required mon-fri 13:00-17:00',
      why: officeHours,
    },
    level: { number: 1, of: 2 },
    window: { start: Date.parse('2026-11-24T17:00:00Z'), end: Date.parse('2026-11-24T19:00:00Z') },
    clockStarts: 'request',
    heldBy: [],
    deadline: Date.parse('2026-11-24T19:00:00Z'),
    reading: { language, vault: 'America/Sao_Paulo', reader: 'Europe/Lisbon' },
    words: wordsNamed[language],
    link: 'https://console.example.com/decide/01JDQ2F8Z6V9T4M3K7X1C5B0NA',
  }) as const;

/** Every kind of mail there is, by a title that tells when it is sent. */
export const sampleNotices = (language: Language): Readonly<Record<string, Notice>> => {
  const request = sampleRequest(language);
  const { window, ...withoutWindow } = request;
  const at = window.start;
  return {
    'approval asked, reply offered': approvalAsked({
      ...request,
      reason: 'Incident',
      ticket: 'INC0012345',
      replyOffered: true,
    }),
    'approval asked, link only': approvalAsked({ ...request, replyOffered: false }),
    'approval asked, in the place of somebody absent': approvalAsked({
      ...request,
      inPlaceOf: 'Carla Dias',
      replyOffered: true,
    }),
    'approval asked, the clock starts at the approval': approvalAsked({
      ...request,
      applied: undefined,
      clockStarts: 'approval',
      replyOffered: true,
    }),
    'approval reminded': approvalAsked({ ...request, reminder: true, inPlaceOf: 'Carla Dias', replyOffered: true }),
    'already handled': alreadyHandled({ ...request, by: 'Carla Dias', verdict: 'approve', decidedAt: at }),
    'already handled by a disapproval': alreadyHandled({
      ...request,
      by: 'Carla Dias',
      verdict: 'disapprove',
      decidedAt: at,
    }),
    'approval asked, while somebody else has it': approvalAsked({
      ...request,
      heldBy: [{ name: 'Elena Ruiz', until: at }],
      replyOffered: true,
    }),
    approved: outcome({ ...request, outcome: 'approved' }),
    rejected: outcome({ ...withoutWindow, outcome: 'rejected', comment: 'Wait for the change window' }),
    lapsed: outcome({ ...withoutWindow, outcome: 'lapsed' }),
    revoked: outcome({ ...withoutWindow, outcome: 'revoked', comment: '' }),
    emergency: emergencyUsed({ ...request, emergencyReason: 'Orders are down', reviewDueAt: at }),
    'emergency found justified': emergencyReviewed({
      ...request,
      emergencyReason: 'Orders are down',
      verdict: 'justified',
      text: 'Orders were down for an hour.',
    }),
    'emergency found not justified': emergencyReviewed({
      ...request,
      emergencyReason: 'Orders are down',
      verdict: 'not-justified',
      text: 'The approvers were there.',
    }),
    'review overdue': reviewOverdue({ ...request, emergencyReason: 'Orders are down', dueAt: at }),
    'reply not understood': replyNotUnderstood({ ...request, rule: 'both-words' }),
    'reply not readable': replyNotUnderstood({ ...request, rule: 'too-deep' }),
    'reply too late': replyTooLate({ ...request, state: 'approved', recorded: 'approve' }),
    'reply too late, and handled by another': replyTooLate({
      ...request,
      state: 'approved',
      handled: { by: 'Carla Dias', verdict: 'approve', at },
    }),
    'approval recorded': voteRecorded({ ...request, decision: 'approve', recordedAt: at }),
    'disapproval recorded': voteRecorded({ ...request, decision: 'disapprove', recordedAt: at }),
    'reply address misused': tokenMisused({ ...request, receivedAt: at }),
    'mail does not arrive': mailUndelivered({
      ...request,
      person: 'Carla Dias',
      address: 'carla@example.com',
      kind: 'bounced',
      reason: 'Permanent General: smtp; 550 5.1.1 user unknown',
      seenAt: at,
    }),
    blocked: levelBlocked({ ...request, missing: 2, left: 1 }),
    unblocked: levelUnblocked(request),
    'password changed': passwordChanged(request),
    'password not changed': changeOverdue({ ...request, endedAt: at }),
  };
};
