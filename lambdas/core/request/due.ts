import { accessOf } from './access.ts';
import { nextReminderAt } from './reminder.ts';
import { openReview } from './review.ts';
import type { Request } from './state.ts';

/** A level that is not opened this long after it should have been has no workflow that asks. */
const ASK_GRACE_MILLIS = 60_000;

/**
 * When somebody should look whether a request still moves by itself (threats.md I-11): a level that the workflow did
 * not open in time, a reminder, a deadline, the end of an access until it is closed, then an emergency's review. Undefined: nothing more happens to it.
 * `changedAt` is the instant of the change that led to `request`, in epoch milliseconds.
 */
export const dueAt = (request: Request, changedAt: number): number | undefined => {
  if (request.name === 'pending')
    return Math.min(
      request.deadline,
      request.asked ? (nextReminderAt(request) ?? request.deadline) : changedAt + ASK_GRACE_MILLIS,
    );
  const access = accessOf(request);
  if (access && !access.closure) return access.window.end;
  const review = openReview(request);
  return review?.overdueAt === undefined ? review?.dueAt : undefined;
};
