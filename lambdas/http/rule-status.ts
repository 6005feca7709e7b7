import type { AbsenceRule } from '../core/absence/absence.ts';
import type { Rule } from '../core/request/transitions.ts';

/** Rules of the use cases, beyond those of the request's life. */
export type UseCaseRule =
  | 'credential-refused'
  | AbsenceRule
  | 'no-such-person'
  | 'not-allowed'
  | 'idempotency-key-reused'
  | 'try-again'
  | 'cursor-unknown'
  | 'report-too-long'
  | 'policy-invalid'
  | 'policy-too-large'
  | 'policy-conflict'
  | 'no-policy'
  | 'reason-not-listed'
  | 'ticket-required'
  | 'too-many-open-requests'
  | 'ticket-invalid'
  | 'window-not-needed'
  | 'wrong-action'
  | 'no-target'
  | 'node-not-connected';

/** Rules of this layer: what a call must be before any use case sees it. */
export type HttpRule =
  | 'not-signed-in'
  | 'access-token-required'
  | 'malformed-json'
  | 'body-not-json'
  | 'body-too-large'
  | 'invalid-field'
  | 'unknown-field'
  | 'temporarily-unavailable'
  | 'internal-error';

export type KnownRule = Rule | UseCaseRule | HttpRule;

/** The one place that knows which status a rule has (style.md 5.7). A rule that is missing here does not compile. */
export const statusOf: Readonly<Record<KnownRule, number>> = {
  'not-signed-in': 401,
  'access-token-required': 401,
  'malformed-json': 400,
  'body-not-json': 415,
  'body-too-large': 413,
  'invalid-field': 400,
  'unknown-field': 400,
  'internal-error': 500,
  'temporarily-unavailable': 503,

  'not-allowed': 403,
  'credential-refused': 403,
  'no-self-approval': 403,
  'not-an-approver': 403,
  'not-the-requester': 403,
  'emergency-not-allowed': 403,
  'no-self-review': 403,
  'not-a-reviewer': 403,
  'person-disabled': 403,
  'decision-denies': 403,
  'decision-stricter': 403,
  'wrong-action': 403,

  'no-such-request': 404,
  'no-policy': 404,
  'no-such-person': 404,

  'already-submitted': 409,
  'no-approval-needed': 409,
  'already-decided': 409,
  'already-voted': 409,
  'seat-taken': 409,
  'not-approved-yet': 409,
  'nothing-to-close': 409,
  'no-review-owed': 409,
  'review-open': 409,
  'already-reviewed': 409,
  'level-not-open': 409,
  'level-closed': 409,
  'window-superseded': 409,
  'not-due-yet': 409,
  'access-not-over': 409,
  'window-not-open': 409,
  'not-in-use': 409,
  'not-extendable': 409,
  'in-custody': 409,
  'too-many-sessions': 409,
  'no-target': 409,
  'node-not-connected': 409,
  'credential-changing': 409,
  'policy-conflict': 409,
  'try-again': 409,

  'access-over': 410,
  'already-released': 410,
  'use-too-late': 410,
  'deadline-passed': 410,
  'window-over': 410,

  'too-many-open-requests': 429,

  'absence-invalid': 422,
  'delegate-invalid': 422,
  'idempotency-key-reused': 422,
  'justification-required': 422,
  'policy-invalid': 422,
  'policy-too-large': 422,
  'reason-not-listed': 422,
  'reason-required': 422,
  'cursor-unknown': 400,
  'secret-missing': 409,
  'report-too-long': 422,
  'ticket-invalid': 422,
  'ticket-required': 422,
  'window-invalid': 422,
  'window-not-needed': 422,
  'window-required': 422,
  'window-too-long': 422,
  'window-version-unknown': 422,
};
