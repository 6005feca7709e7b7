import type { RequestEvent } from './events.ts';
import type { EmergencyReview, Request } from './state.ts';

/** The review that a request still owes, or undefined. */
export const openReview = (request: Request): EmergencyReview | undefined => {
  const review = 'emergency' in request ? request.emergency?.review : undefined;
  return review && !review.outcome ? review : undefined;
};

/** True when nobody reviewed an emergency in time and nobody was told of that yet. */
export const isReviewOverdue = (request: Request, now: number): boolean => {
  const review = openReview(request);
  return review !== undefined && review.overdueAt === undefined && now >= review.dueAt;
};

/** How the one open review of a requester changes: it stands in the way of the next emergency until it is done. */
export type ReviewChange = 'opens' | 'closes';

/** What the events of one command change about the requester's open review, or undefined. */
export const reviewChange = (events: readonly RequestEvent[]): ReviewChange | undefined => {
  if (events.some(({ type }) => type === 'EmergencyUsed')) return 'opens';
  return events.some(({ type }) => type === 'EmergencyReviewed') ? 'closes' : undefined;
};
