import { type Pending, votesUntil } from './state.ts';

/** More of them would be noise: whoever did not answer by then will not. */
const MOST_REMINDERS = 5;

/**
 * When the people of the open level are reminded next, or undefined: `remindAfter` after the ask, then after double
 * each time, never when it would be too late to vote.
 */
export const nextReminderAt = (request: Pending): number | undefined => {
  const { askedAt, reminders = 0, rules } = request;
  if (!request.asked || askedAt === undefined || rules.remindAfter === 0 || reminders >= MOST_REMINDERS)
    return undefined;
  const at = askedAt + rules.remindAfter * (2 ** (reminders + 1) - 1);
  return at < votesUntil(request) ? at : undefined;
};

/** How many reminders are behind us once the one that is due at `now` went out; those that were missed are not made up for. */
export const remindersBy = (request: Pending, now: number): number => {
  const { reminders = 0 } = request;
  const next = nextReminderAt(request);
  return next === undefined || now < next ? reminders : remindersBy({ ...request, reminders: reminders + 1 }, now);
};
