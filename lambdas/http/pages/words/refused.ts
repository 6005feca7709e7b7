import type { Request } from '../../../core/request/state.ts';
import type { KnownRule } from '../../rule-status.ts';

/** Every rule by which the forms of the page can be refused. */
export type PageRule = Extract<
  KnownRule,
  | 'no-such-request'
  | 'no-approval-needed'
  | 'already-decided'
  | 'not-approved-yet'
  | 'access-over'
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
  | 'reason-required'
  | 'not-in-use'
  | 'try-again'
  | 'invalid-field'
>;

/** What was refused: the reason is the API's sentence, in English. */
export interface Refused {
  readonly rule: string;
  readonly reason: string;
  readonly field?: string | undefined;
  readonly request: Request;
}
