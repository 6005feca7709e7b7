import { ok, refuse } from '../result.ts';
import type { Context, NoteReviewOverdue, Review } from './commands.ts';
import type { Outcome } from './outcome.ts';
import type { People } from './people.ts';
import { refusal } from './refusal.ts';
import { openReview } from './review.ts';
import { approves } from './seat.ts';
import type { Emergency, Ended, Returned, Revoked } from './state.ts';

/** Where an emergency may have been used. */
type Used = Emergency | Revoked | Returned | Ended;

/** A second person says whether the emergency was one, once (mission.md Q21); whose it was never does. */
export const review = (state: Used, command: Review, { now: at, people }: Context): Outcome => {
  const { by, verdict, text } = command;
  if (!state.emergency)
    return refuse(refusal('no-review-owed', 'No emergency access was used here: there is nothing to review.'));
  if (by === state.requester) return refuse(refusal('no-self-review', 'Nobody reviews their own emergency.'));
  if (!command.administrator && !mayReview(state, by, people))
    return refuse(refusal('not-a-reviewer', 'Only a reviewer of this emergency or an administrator may review it.'));
  if (text.trim() === '')
    return refuse(refusal('reason-required', 'Say what you found: it is kept as the record.', 'text'));
  const { outcome } = state.emergency.review;
  if (!outcome) return ok([{ type: 'EmergencyReviewed', at, by, verdict, text }]);
  return outcome.by === by && outcome.verdict === verdict
    ? ok([])
    : refuse(refusal('already-reviewed', `This emergency was reviewed already: it was found ${outcome.verdict}.`));
};

/** Those whom the group names, or else the approvers of the request. */
const mayReview = (state: Used, by: string, people: People): boolean =>
  state.rules.review.by
    ? state.rules.review.by.includes(by) && people[by]?.enabled === true
    : approves(state, by, people);

/** The sweeper comes again and again: it is noted once, and not before it is due. */
export const noteReviewOverdue = (state: Used, _command: NoteReviewOverdue, { now: at }: Context): Outcome => {
  const open = openReview(state);
  if (!open || open.overdueAt !== undefined || at < open.dueAt) return ok([]);
  return ok([{ type: 'ReviewOverdue', at, dueAt: open.dueAt }]);
};
