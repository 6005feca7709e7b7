import { type Access, accessOf, hasOwnAccess, sessionsOf, wasUsed } from '../../core/request/access.ts';
import { currentWindow, type EmergencyReview, type Request } from '../../core/request/state.ts';
import { electorate } from '../../core/request/tally.ts';
import { currentVersion } from '../../core/request/window-versions.ts';
import type { Asked, RequestView } from '../contract/request-view.ts';
import { instantText, windowText } from './time.ts';

/** A request without any approver's name: what its requester may see, and so everybody (threats.md I-06). */
export const requestView = (request: Request): RequestView => ({
  id: request.id,
  state: request.name,
  requester: request.requester,
  credential: request.credential,
  action: request.action,
  groupId: request.groupId,
  restrictionCode: request.restrictionCode,
  policyVersion: request.policyVersion,
  createdAt: instantText(request.createdAt),
  emergencyAccess: emergencyAccess(request),
  justification: request.justification,
  reason: request.reason,
  ticket: request.ticket,
  extends: request.extends,
  ...approvalPart(request),
  ...statePart(request),
});

/** The mark of seed 1: once an emergency, always one. */
export const emergencyAccess = (request: Request): 'Yes' | 'No' =>
  'emergency' in request && request.emergency !== undefined ? 'Yes' : 'No';

/** The window that stands: the one that was opened, else the newest that was asked for. */
export const standingWindow = (request: Request) => {
  const asked = 'windows' in request ? currentWindow(request) : undefined;
  // Of an extension, what it adds to the other is shown.
  return hasOwnAccess(request) ? (accessOf(request)?.window ?? asked) : asked;
};

/** How many people are asked, and at which level; undefined when nobody is. */
export const askedOf = (request: Request): Asked | undefined =>
  request.name === 'pending'
    ? {
        level: request.level,
        levels: request.rules.levels.length,
        approversAsked: electorate(request, request.level).length,
      }
    : undefined;

const approvalPart = (request: Request): Partial<RequestView> => {
  const window = standingWindow(request);
  const shown = window && { window: windowText(window) };
  if (!('windows' in request)) return shown ?? {};
  return {
    ...shown,
    windowVersion: currentVersion(request),
    deadline: instantText(request.deadline),
    levels: request.rules.levels.length,
    emergencyReason: request.emergency?.reason,
    emergencyReview: request.emergency && reviewView(request.emergency.review),
  };
};

/** What was found, without the name of who found it (threats.md I-06). */
const reviewView = ({ dueAt, outcome }: EmergencyReview): RequestView['emergencyReview'] => ({
  dueAt: instantText(dueAt),
  ...(outcome && { verdict: outcome.verdict, text: outcome.text, reviewedAt: instantText(outcome.at) }),
});

const statePart = (request: Request): Partial<RequestView> => {
  switch (request.name) {
    case 'pending':
      return { level: request.level, blocked: request.blocked };
    case 'granted':
      return {
        ...usable(request),
        ...released(request),
        ...ended(request.use),
        revokedBecause: request.use?.revoked?.text,
      };
    case 'approved':
    case 'emergency':
      return released(request);
    case 'rejected':
      return { why: request.why, decidedAt: instantText(request.decidedAt) };
    case 'cancelled':
    case 'lapsed':
      return { decidedAt: instantText(request.decidedAt) };
    case 'revoked':
      return { ...over(request), revokedBecause: request.text };
    case 'returned':
    case 'ended':
      return over(request);
  }
};

/** Until when a use may begin that has not. */
const usable = (request: Extract<Request, { name: 'granted' }>): Partial<RequestView> => ({
  usableUntil: request.usableUntil === undefined || wasUsed(request) ? undefined : instantText(request.usableUntil),
});

const released = (request: Extract<Request, { releasedAt?: number | undefined }>): Partial<RequestView> => ({
  releasedAt: request.releasedAt === undefined ? undefined : instantText(request.releasedAt),
  overdueSince: overdueSince(request),
  sessions: sessionsOf(request).map(({ id, openedAt, until }) => ({
    id,
    openedAt: instantText(openedAt),
    until: instantText(until),
  })),
});

/** Only while it lasts: once the end is confirmed, the closure says how long that took. */
const overdueSince = (request: Extract<Request, { overdueAt?: number | undefined }>): string | undefined =>
  request.overdueAt === undefined || accessOf(request)?.closure ? undefined : instantText(request.overdueAt);

const over = (request: Extract<Request, { endedAt: number }>): Partial<RequestView> => ({
  ...released(request),
  ...ended(request),
});

const ended = ({ endedAt, closure }: Partial<Access> = {}): Partial<RequestView> => ({
  endedAt: endedAt === undefined ? undefined : instantText(endedAt),
  closure: closure && { ...closure, confirmedAt: instantText(closure.confirmedAt) },
});
