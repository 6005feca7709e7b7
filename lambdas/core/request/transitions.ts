import type { CommandName } from './commands.ts';
import type { StateName } from './state.ts';

/** Why a command is refused whatever else it says: it cannot come in this state. */
export type StateRule =
  | 'no-such-request'
  | 'already-submitted'
  | 'no-approval-needed'
  | 'already-decided'
  | 'not-approved-yet'
  | 'access-over'
  | 'nothing-to-close'
  | 'no-review-owed'
  | 'not-extendable';

/** Why a command is refused. The same word stands in the code, the answer, the audit record and the tests. */
export type Rule =
  | StateRule
  | 'no-self-approval'
  | 'not-an-approver'
  | 'level-not-open'
  | 'level-closed'
  | 'already-voted'
  | 'seat-taken'
  | 'deadline-passed'
  | 'window-over'
  | 'window-invalid'
  | 'window-too-long'
  | 'window-superseded'
  | 'window-version-unknown'
  | 'not-the-requester'
  | 'emergency-not-allowed'
  | 'review-open'
  | 'no-self-review'
  | 'not-a-reviewer'
  | 'already-reviewed'
  | 'reason-required'
  | 'not-due-yet'
  | 'access-not-over'
  | 'window-not-open'
  | 'already-released'
  | 'not-in-use'
  | 'use-too-late'
  | 'in-custody'
  | 'too-many-sessions'
  | 'person-disabled'
  | 'decision-denies'
  | 'decision-stricter'
  | 'credential-changing'
  | 'secret-missing'
  | 'justification-required'
  | 'window-required';

/** What a command does in a state: it acts (its own conditions still apply), is refused by a rule, or stays quiet. */
export type Cell = 'acts' | 'quiet' | StateRule;

const over = (more: Partial<Record<CommandName, Cell>>): Record<CommandName, Cell> => ({
  submit: 'already-submitted',
  vote: 'already-decided',
  cancel: 'already-decided',
  'use-emergency': 'already-decided',
  revoke: 'access-over',
  return: 'access-over',
  extend: 'access-over',
  'open-level': 'acts',
  review: 'no-review-owed',
  'note-review-overdue': 'quiet',
  recheck: 'quiet',
  remind: 'quiet',
  lapse: 'quiet',
  release: 'access-over',
  'open-session': 'access-over',
  'note-overdue': 'quiet',
  close: 'nothing-to-close',
  ...more,
});

/** Where an emergency may have been used, now or before. */
const reviewable = { review: 'acts', 'note-review-overdue': 'acts' } as const;

/**
 * Every command in every state. The one place that says what may follow what: `decide` obeys it, the chart in
 * docs is drawn from it, and one table test holds each cell (design.md 4).
 */
export const transitions: Record<StateName, Record<CommandName, Cell>> = {
  none: {
    submit: 'acts',
    vote: 'no-such-request',
    cancel: 'no-such-request',
    'use-emergency': 'no-such-request',
    revoke: 'no-such-request',
    return: 'no-such-request',
    extend: 'no-such-request',
    'open-level': 'no-such-request',
    review: 'no-such-request',
    'note-review-overdue': 'no-such-request',
    recheck: 'no-such-request',
    remind: 'no-such-request',
    lapse: 'no-such-request',
    release: 'no-such-request',
    'open-session': 'no-such-request',
    'note-overdue': 'no-such-request',
    close: 'no-such-request',
  },
  granted: over({
    extend: 'not-extendable',
    vote: 'no-approval-needed',
    cancel: 'no-approval-needed',
    'use-emergency': 'no-approval-needed',
    'open-level': 'no-approval-needed',
    revoke: 'acts',
    return: 'acts',
    release: 'acts',
    'open-session': 'acts',
    'note-overdue': 'acts',
    close: 'acts',
  }),
  pending: over({
    vote: 'acts',
    cancel: 'acts',
    'use-emergency': 'acts',
    revoke: 'not-approved-yet',
    return: 'not-approved-yet',
    extend: 'not-approved-yet',
    recheck: 'acts',
    remind: 'acts',
    lapse: 'acts',
    release: 'not-approved-yet',
    'open-session': 'not-approved-yet',
  }),
  approved: over({
    revoke: 'acts',
    return: 'acts',
    extend: 'acts',
    release: 'acts',
    'open-session': 'acts',
    'note-overdue': 'acts',
    close: 'acts',
  }),
  emergency: over({
    extend: 'not-extendable',
    vote: 'acts',
    'use-emergency': 'quiet',
    revoke: 'acts',
    return: 'acts',
    release: 'acts',
    'open-session': 'acts',
    'note-overdue': 'acts',
    close: 'acts',
    ...reviewable,
  }),
  rejected: over({ release: 'not-approved-yet', 'open-session': 'not-approved-yet' }),
  cancelled: over({ cancel: 'quiet', release: 'not-approved-yet', 'open-session': 'not-approved-yet' }),
  lapsed: over({ release: 'not-approved-yet', 'open-session': 'not-approved-yet' }),
  revoked: over({ revoke: 'quiet', 'note-overdue': 'acts', close: 'acts', ...reviewable }),
  returned: over({ return: 'quiet', 'note-overdue': 'acts', close: 'acts', ...reviewable }),
  ended: over({ close: 'quiet', ...reviewable }),
};
