import type { AuditRecord } from '../../core/audit/record.ts';
import type { WordLists } from '../../core/policy/reply-words.ts';
import type { ReplyRule } from '../../core/reply/read-reply.ts';
import { accessOf, hasOwnAccess } from '../../core/request/access.ts';
import type { NoticeKind } from '../../core/request/effects.ts';
import { currentWindow, type EmergencyMark, type Request, votesUntil } from '../../core/request/state.ts';
import type { Holder } from '../access/other-holders.ts';
import { alreadyHandled } from './notices/already-handled.ts';
import { approvalAsked } from './notices/approval-asked.ts';
import { changeOverdue } from './notices/change-overdue.ts';
import { emergencyReviewed, reviewOverdue } from './notices/emergency-review.ts';
import { emergencyUsed } from './notices/emergency-used.ts';
import { levelBlocked, levelUnblocked } from './notices/level-blocked.ts';
import { mailUndelivered } from './notices/mail-undelivered.ts';
import type { Notice, Reading, Use } from './notices/notice.ts';
import { outcome } from './notices/outcome.ts';
import { passwordChanged } from './notices/password-changed.ts';
import { replyNotUnderstood } from './notices/reply-not-understood.ts';
import { replyTooLate } from './notices/reply-too-late.ts';
import { tokenMisused } from './notices/token-misused.ts';
import { voteRecorded } from './notices/vote-recorded.ts';

/** What any notice may say. The record is the event that it is about, the request is as it stands when it is sent. */
export interface NoticeFacts {
  readonly notice: NoticeKind;
  readonly rule?: string | undefined;
  readonly record: AuditRecord;
  readonly request: Request;
  readonly requesterName: string;
  readonly use: Use;
  readonly reading: Reading;
  readonly link: string;
  /** The person it is written to; administrators have only an address. */
  readonly reader?: string | undefined;
  /** Who else has access to the credential now; read only for mails that ask for a vote. */
  readonly heldBy: readonly Holder[];
  /** The names of those who voted. */
  readonly nameOf: (person: string) => string;
  readonly replyOffered: boolean;
  /** What the policy takes beyond the two words, and names to this reader. */
  readonly words: WordLists;
  /** The absent person whom the reader stands in for. */
  readonly inPlaceOf?: string | undefined;
}

/** The words of a mail, chosen by its kind. */
export const writeNotice = (facts: NoticeFacts): Notice => {
  const { request, requesterName: requester, use, reading, link } = facts;
  const at = Date.parse(facts.record.at);
  const common = { requestId: request.id, requester, use, reading, link };
  const justification = request.justification ?? '';
  switch (facts.notice) {
    case 'approval-asked':
    case 'approval-reminder':
      return asked(facts, common, justification);
    case 'already-handled':
      return handled(facts, common);
    case 'level-blocked':
      return blocked(facts, common);
    case 'level-unblocked':
      return levelUnblocked({ ...common, ...levelAndDeadline(facts) });
    case 'vote-recorded':
      return voteRecorded({ ...common, decision: ballotOf(facts).verdict, recordedAt: at });
    case 'request-approved':
      return outcome({ ...common, outcome: 'approved', window: windowOf(request), comment: lastComment(request) });
    case 'request-rejected':
      return outcome({ ...common, outcome: 'rejected', comment: lastComment(request) });
    case 'request-lapsed':
      return outcome({ ...common, outcome: 'lapsed' });
    case 'access-revoked':
      return outcome({ ...common, outcome: 'revoked', comment: textOf(facts.record) });
    case 'change-overdue':
      return changeOverdue({ ...common, endedAt: (facts.record.detail as { endedAt: number }).endedAt });
    case 'password-changed':
      return passwordChanged({ ...common, window: windowOf(request) });
    case 'emergency-used':
      return emergencyUsed({
        ...common,
        justification,
        emergencyReason: markOf(request).reason,
        reviewDueAt: markOf(request).review.dueAt,
        window: windowOf(request),
      });
    case 'emergency-reviewed':
      return reviewed(facts, common);
    case 'review-overdue':
      return overdueReview(facts, common);
    case 'reply-not-understood':
      return replyNotUnderstood({ ...common, rule: facts.rule as ReplyRule, words: facts.words });
    case 'reply-too-late':
      return tooLate(facts, common);
    case 'token-misused':
      return tokenMisused({ ...common, receivedAt: at });
    case 'mail-undelivered':
      return undelivered(facts, common);
  }
};

type Common = Pick<NoticeFacts, 'use' | 'reading' | 'link'> & {
  readonly requestId: string;
  readonly requester: string;
};

const asked = (
  { notice, request, heldBy, replyOffered, words, inPlaceOf }: NoticeFacts,
  common: Common,
  justification: string,
): Notice => {
  const approval = approvalOf(request);
  return approvalAsked({
    ...common,
    justification,
    reason: request.reason,
    ticket: request.ticket,
    applied: request.applied,
    level: { number: request.name === 'pending' ? request.level : approval.reached, of: approval.rules.levels.length },
    window: currentWindow(approval),
    clockStarts: approval.rules.clockStarts,
    deadline: votesUntil(approval),
    reminder: notice === 'approval-reminder',
    heldBy,
    replyOffered,
    words,
    inPlaceOf,
  });
};

const blocked = (facts: NoticeFacts, common: Common): Notice => {
  const { missing, left } = facts.record.detail as { missing: number; left: number };
  return levelBlocked({ ...common, ...levelAndDeadline(facts), missing, left });
};

/**
 * The last vote by the time of the record is the one that decided. Who voted anew since, for another window, has only
 * the newer vote (one a person): then the last of all is told.
 */
const handled = ({ request, record, nameOf }: NoticeFacts, common: Common): Notice => {
  const decidedAt = Date.parse(record.at);
  const { ballots } = approvalOf(request);
  const last = ballots.filter(({ at }) => at <= decidedAt).at(-1) ?? ballots.at(-1);
  if (!last) throw new Error(`nobody voted on request ${request.id}: nobody handled it`);
  return alreadyHandled({ ...common, by: nameOf(last.by), verdict: last.verdict, decidedAt });
};

const tooLate = ({ request, reader, nameOf }: NoticeFacts, common: Common): Notice => {
  const ballots = 'ballots' in request ? request.ballots : [];
  const last = ballots.at(-1);
  return replyTooLate({
    ...common,
    state: request.name,
    recorded: ballots.find(({ by }) => by === reader)?.verdict,
    handled: last && last.by !== reader ? { by: nameOf(last.by), verdict: last.verdict, at: last.at } : undefined,
  });
};

const levelAndDeadline = ({ request, record }: NoticeFacts) => {
  const { level } = record.detail as { level: number };
  const approval = approvalOf(request);
  return { level: { number: level, of: approval.rules.levels.length }, deadline: votesUntil(approval) };
};

const approvalOf = (request: Request) => {
  if (!('rules' in request)) throw new Error(`request ${request.id} was granted without approval: it has no such mail`);
  return request;
};

/** When the access may be used. Of an extension, what it adds to the other is meant. */
const windowOf = (request: Request) => {
  const own = hasOwnAccess(request) ? accessOf(request)?.window : undefined;
  return own ?? currentWindow(approvalOf(request));
};

const ballotOf = ({ record }: NoticeFacts): { verdict: 'approve' | 'disapprove' } =>
  (record.detail as { ballot: { verdict: 'approve' | 'disapprove' } }).ballot;

const lastComment = (request: Request): string | undefined => approvalOf(request).ballots.at(-1)?.comment;

const textOf = (record: AuditRecord): string => (record.detail as { text: string }).text;

const markOf = (request: Request): EmergencyMark => {
  const { emergency } = approvalOf(request);
  if (!emergency) throw new Error(`request ${request.id} has no emergency to tell of`);
  return emergency;
};

const reviewed = ({ request, record }: NoticeFacts, common: Common): Notice => {
  const { verdict, text } = record.detail as { verdict: 'justified' | 'not-justified'; text: string };
  return emergencyReviewed({ ...common, emergencyReason: markOf(request).reason, verdict, text });
};

const undelivered = ({ record, nameOf }: NoticeFacts, common: Common): Notice => {
  const { person, ...told } = record.detail as {
    person: string;
    address: string;
    kind: 'bounced' | 'complained';
    reason: string;
    seenAt: number;
  };
  return mailUndelivered({ ...common, ...told, person: nameOf(person) });
};

const overdueReview = ({ request }: NoticeFacts, common: Common): Notice => {
  const { reason, review } = markOf(request);
  return reviewOverdue({ ...common, emergencyReason: reason, dueAt: review.dueAt });
};
