import { ok, refuse } from '../result.ts';
import type { Command, CommandName, Context } from './commands.ts';
import { close, lapse, noteOverdue, openLevel, recheck, remind } from './decide-clockwork.ts';
import { cancel, extend, returnAccess, revoke, useEmergency } from './decide-ends.ts';
import { release } from './decide-release.ts';
import { noteReviewOverdue, review } from './decide-review.ts';
import { openSession } from './decide-session.ts';
import { submit } from './decide-submit.ts';
import { vote } from './decide-vote.ts';
import { voteInWords } from './handled-by.ts';
import type { Outcome } from './outcome.ts';
import { refusal } from './refusal.ts';
import { seatsOf } from './seat.ts';
import type { RequestState } from './state.ts';
import { type StateRule, transitions } from './transitions.ts';

/**
 * What happens when `command` reaches a request in `state`: the events to record, a refusal with its rule, or no
 * event at all when there is nothing to do. Pure: the clock and the people come with `context` (design.md 4).
 */
export const decide = (state: RequestState, command: Command, context: Context): Outcome => {
  const cell = transitions[state.name][command.type];
  if (cell === 'quiet') return ok([]);
  if (cell !== 'acts') return refuse(refusal(cell, `${sentence(cell, state)}${handled(state, command, context)}`));
  const act = actions[command.type] as (state: RequestState, command: Command, context: Context) => Outcome;
  return act(state, command, context);
};

type Actions = {
  [Name in CommandName]: (state: never, command: Extract<Command, { type: Name }>, context: Context) => Outcome;
};

// `transitions` lets a command reach its function only in the states that the function takes.
const actions: Actions = {
  submit,
  vote,
  cancel,
  'use-emergency': useEmergency,
  revoke,
  return: returnAccess,
  extend,
  'open-level': openLevel,
  review,
  'note-review-overdue': noteReviewOverdue,
  recheck,
  remind,
  lapse,
  release,
  'open-session': openSession,
  'note-overdue': noteOverdue,
  close,
};

/** A late vote of a right approver is told who decided and when; nobody else is (mission.md Q20, threats.md I-06). */
const handled = (state: RequestState, command: Command, { people }: Context): string => {
  if (command.type !== 'vote' || !('rules' in state)) return '';
  const last = seatsOf(state, command.by, people).length > 0 && state.ballots.at(-1);
  return last ? ` Last, ${voteInWords(last)}.` : '';
};

const sentence = (rule: StateRule, state: RequestState): string => {
  switch (rule) {
    case 'no-such-request':
      return 'There is no such request.';
    case 'already-submitted':
      return `The request is there already: it is ${state.name}.`;
    case 'already-decided':
      return `The request is already ${state.name}.`;
    case 'not-approved-yet':
      return `The request is ${state.name}: nothing was released and nothing can be used.`;
    case 'access-over':
      return `The access is over: the request is ${state.name}.`;
    case 'no-review-owed':
      return 'No emergency access was used here: there is nothing to review.';
    case 'nothing-to-close':
      return `The request is ${state.name}: there is no access to close.`;
    case 'not-extendable':
      return `The request is ${state.name}: only an access that was approved can be extended. Submit a new request.`;
    case 'no-approval-needed':
      return 'This use needed no approval, so there is nothing to decide or cancel.';
  }
};
