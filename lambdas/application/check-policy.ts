import { lintPolicy } from '../core/policy/lint-policy.ts';
import type { Problem } from '../core/policy/problem.ts';
import { showPath } from '../core/policy/problem.ts';
import type { Policy } from '../core/policy/schema.ts';
import { type Validated, validatePolicy } from '../core/policy/validate-policy.ts';
import { ok, type Result } from '../core/result.ts';
import { roleRefusal } from './not-allowed.ts';
import type { PolicyContents, PolicyReader, PolicyWriter } from './ports.ts';
import type { Principal } from './principal.ts';

export interface PolicyPorts {
  readonly policy: PolicyReader;
  readonly writer: PolicyWriter;
}

export interface WrittenPolicy {
  readonly principal: Principal;
  /** As it came: nothing is known of it yet. */
  readonly policy: unknown;
}

/** What is wrong with a policy, and how large the change to it would be. */
export interface CheckedPolicy {
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** 0 for a policy that is wrong: there is no change to measure. */
  readonly items: number;
  readonly limit: number;
}

/** Validates a policy by its shape, by itself and by the one in force; changes nothing. */
export const makeCheckPolicy =
  ({ policy: reader, writer }: PolicyPorts) =>
  async ({ principal, policy }: WrittenPolicy): Promise<Result<CheckedPolicy>> => {
    const refused = roleRefusal(principal, ['administrator']);
    if (refused) return refused;
    const before = await reader.contents();
    const validated = validateAgainst(policy, before);
    if (!validated.ok) return ok({ errors: validated.errors, warnings: [], items: 0, limit: writer.limit });
    const { policy: after } = validated;
    const items = writer.measure({ before, after });
    return ok({ errors: [], warnings: lintPolicy(after), items, limit: writer.limit });
  };

/** The policy by itself, and that it brings back no group id that was deleted (policy.md, Identifiers). */
export const validateAgainst = (policy: unknown, before: PolicyContents | undefined): Validated => {
  const validated = validatePolicy(policy);
  if (!validated.ok) return validated;
  const errors = retiredIds(validated.policy, before?.retiredGroupIds ?? []);
  return errors.length > 0 ? { ok: false, errors } : validated;
};

const retiredIds = (policy: Policy, retired: readonly number[]): Problem[] =>
  policy.groups.flatMap(({ id }, index) =>
    retired.includes(id)
      ? [
          {
            path: showPath(['groups', index, 'id']),
            rule: 'group-id-retired',
            message: `group ${id} was deleted, and an id is never used again`,
            fix: 'give the group a new id',
          },
        ]
      : [],
  );
