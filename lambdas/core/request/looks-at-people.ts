import type { CommandName } from './commands.ts';

/** Whether a decision about the command depends on who people are now; else nobody has to be looked up for it. */
export const looksAtPeople: Readonly<Record<CommandName, boolean>> = {
  submit: false,
  vote: true,
  cancel: false,
  'use-emergency': false,
  revoke: true,
  return: false,
  extend: false,
  'open-level': true,
  review: true,
  'note-review-overdue': false,
  recheck: true,
  remind: false,
  lapse: false,
  release: true,
  'open-session': true,
  'note-overdue': false,
  close: false,
};
