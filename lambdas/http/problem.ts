import { Fault } from '../application/fault.ts';
import type { Problem as PolicyProblem } from '../core/policy/problem.ts';
import type { Refusal } from '../core/result.ts';
import type { Problem } from './contract/problem.ts';
import { type HttpRule, type KnownRule, statusOf } from './rule-status.ts';

/** A refusal as the use cases give it; that of a policy lists everything that is wrong. */
export type Refused = Refusal & { readonly errors?: readonly PolicyProblem[] };

/** A refusal of this layer, thrown by the middleware that reads a call and caught by the one that answers. */
export class BadCall extends Error {
  readonly refusal: Refusal & { readonly rule: HttpRule | 'not-allowed' };
  /** Who called, where that is known: such a refusal is recorded. */
  readonly actor: string | undefined;
  constructor(refusal: BadCall['refusal'], actor?: string) {
    super(refusal.rule);
    this.name = 'BadCall';
    this.refusal = refusal;
    this.actor = actor;
  }
}

/** The problem of a refusal (RFC 9457). A rule without a status is a bug and throws. */
export const problemOf = ({ rule, reason, field, errors }: Refused): Problem => {
  if (!isKnown(rule)) throw new Error(`the rule ${rule} has no status: add it to rule-status.ts`);
  return {
    type: `urn:countersign:problem:${rule}`,
    title: titleOf(rule),
    status: statusOf[rule],
    detail: reason,
    rule,
    ...(field !== undefined && { field }),
    ...(errors !== undefined && { errors: [...errors] }),
  };
};

/** The problem of whatever was thrown. Nothing that an exception says reaches people (style.md 5.7). */
export const problemOfError = (error: unknown): Problem => {
  if (error instanceof BadCall) return problemOf(error.refusal);
  if (error instanceof Fault && error.retryable)
    return problemOf({ rule: 'temporarily-unavailable', reason: 'Something we need is not reachable: try again.' });
  return problemOf({ rule: 'internal-error', reason: 'Something went wrong here; it is recorded.' });
};

const isKnown = (rule: string): rule is KnownRule => Object.hasOwn(statusOf, rule);

const titleOf = (rule: string): string => rule.charAt(0).toUpperCase() + rule.slice(1).replaceAll('-', ' ');
