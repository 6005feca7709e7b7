import { accessOf, wasUsed } from '../../core/request/access.ts';
import { openReview } from '../../core/request/review.ts';
import type { Emergency, Granted, LastingUse, Pending, Request } from '../../core/request/state.ts';
import { currentWindow, votesUntil } from '../../core/request/state.ts';
import { countApprovals, electorate, levelOf } from '../../core/request/tally.ts';
import type { AccessWindow } from '../../core/request/window.ts';
import { instantText } from './time.ts';

/** What happens next, as one or two sentences that name no approver (mission.md A1 18, threats.md I-06). */
export const nextStep = (request: Request, now: number): string => `${accessStep(request, now)}${reviewStep(request)}`;

/** An emergency owes a review, whatever becomes of the access. */
const reviewStep = (request: Request): string => {
  const review = openReview(request);
  return review ? ` Its review is due by ${instantText(review.dueAt)}.` : '';
};

const accessStep = (request: Request, now: number): string => {
  const overdue = 'overdueAt' in request && request.overdueAt !== undefined && !accessOf(request)?.closure;
  return overdue ? `${stateStep(request, now)} ${overdueStep}` : stateStep(request, now);
};

const overdueStep = 'That takes longer than it should: administrators are told, and nobody is given the credential.';

const stateStep = (request: Request, now: number): string => {
  switch (request.name) {
    case 'granted':
      return grantedStep(request, now);
    case 'pending':
      return pendingStep(request);
    case 'approved':
      if (request.extends !== undefined)
        return `Approved: request ${request.extends} goes on until ${instantText(currentWindow(request).end)}, unless it was over before.`;
      return `Approved. ${windowStep(request.window, now)}`;
    case 'emergency':
      return emergencyStep(request, now);
    case 'rejected':
      return request.why === 'disapproved'
        ? 'Disapproved: nothing was released. Ask again if the need remains.'
        : 'Too few approvers are left who could approve: nothing was released. Ask again if the need remains.';
    case 'cancelled':
      return 'Cancelled by its requester: nothing was released.';
    case 'lapsed':
      return 'Nobody decided by the deadline: nothing was released. Ask again if the need remains.';
    case 'revoked':
      return `Revoked: ${request.text} ${closureStep(request.closure !== undefined)}`;
    case 'returned':
      return `Given back. ${closureStep(request.closure !== undefined)}`;
    case 'ended':
      return `The window is over. ${closureStep(true)}`;
  }
};

const grantedStep = (request: Granted, now: number): string => {
  const { action, use } = request;
  if (use) return useStep(use, now);
  if (wasUsed(request)) return 'This use is spent: ask again for the next one.';
  if (request.usableUntil !== undefined && now >= request.usableUntil)
    return 'This use was not begun in time: ask again if the need remains.';
  return action === 'view_password' ? 'The password can be viewed now, once.' : 'One session can be opened now.';
};

const useStep = ({ window, endedAt, revoked, closure }: LastingUse, now: number): string => {
  const closed = closureStep(closure !== undefined);
  if (revoked) return `Revoked: ${revoked.text} ${closed}`;
  if (endedAt === undefined && now < window.end) return `In use until ${instantText(window.end)}; then it is cut.`;
  return `This use is over. ${closed}`;
};

const pendingStep = (request: Pending): string => {
  const { level, rules } = request;
  const place = rules.levels.length > 1 ? `Level ${level} of ${rules.levels.length}` : 'The only level';
  if (request.blocked)
    return `${place} cannot approve: ${request.blocked.missing} more must, and ${request.blocked.left} can. Administrators are told.`;
  const needed = levelOf(request, level).approvals - countApprovals(request, level);
  const people = electorate(request, level).length;
  return `${place} is asked: ${needed} more of ${people} ${people === 1 ? 'person' : 'people'} must approve before ${instantText(votesUntil(request))}.`;
};

const emergencyStep = ({ window }: Emergency, now: number): string =>
  `Emergency access: every approver of every level is told. ${windowStep(window, now)}`;

const windowStep = ({ start, end }: AccessWindow, now: number): string => {
  if (now < start) return `The window opens at ${instantText(start)} and ends at ${instantText(end)}.`;
  if (now < end) return `The window is open until ${instantText(end)}; then the access is cut.`;
  return `The window ended at ${instantText(end)}; the access is being closed.`;
};

const closureStep = (closed: boolean): string => (closed ? 'The access is closed.' : 'The access is being closed.');
