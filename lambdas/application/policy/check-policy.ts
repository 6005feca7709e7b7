import { lintPolicy } from '../../core/policy/lint-policy.ts';
import type { Problem } from '../../core/policy/problem.ts';
import { showPath } from '../../core/policy/problem.ts';
import type { Policy } from '../../core/policy/schema.ts';
import { type Validated, validatePolicy } from '../../core/policy/validate-policy.ts';
import { ok, type Result } from '../../core/result.ts';
import { roleRefusal } from '../people/not-allowed.ts';
import type { Principal } from '../people/principal.ts';
import type { PolicyContents, PolicyMeter, PolicyReader } from '../ports/ports.ts';

export interface CheckPorts {
  readonly policy: PolicyReader;
  readonly meter: PolicyMeter;
  /** Secrets of credentials start with this: the functions can read no others. */
  readonly secretPrefix: string;
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
  ({ policy: reader, meter, secretPrefix }: CheckPorts) =>
  async ({ principal, policy }: WrittenPolicy): Promise<Result<CheckedPolicy>> => {
    const refused = roleRefusal(principal, ['administrator']);
    if (refused) return refused;
    const before = await reader.contents();
    const validated = validateAgainst(policy, before, secretPrefix);
    if (!validated.ok) return ok({ errors: validated.errors, warnings: [], items: 0, limit: meter.limit });
    const { policy: after } = validated;
    const items = meter.measure({ before, after });
    return ok({ errors: [], warnings: lintPolicy(after), items, limit: meter.limit });
  };

/**
 * The policy by itself, that it brings back no group id that was deleted (policy.md, Identifiers), and that its secrets
 * are those of this deployment.
 */
export const validateAgainst = (
  policy: unknown,
  before: PolicyContents | undefined,
  secretPrefix: string,
): Validated => {
  const validated = validatePolicy(policy);
  if (!validated.ok) return validated;
  const errors = [
    ...retiredIds(validated.policy, before?.retiredGroupIds ?? []),
    ...secretsOutside(validated.policy, secretPrefix),
  ];
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

const secretsOutside = (policy: Policy, secretPrefix: string): Problem[] =>
  policy.credentials.flatMap(({ id, secret }, index) =>
    secret.startsWith(secretPrefix)
      ? []
      : [
          {
            path: showPath(['credentials', index, 'secret']),
            rule: 'secret-outside-prefix',
            message: `the secret of ${id} does not start with ${secretPrefix}, so nothing could read it`,
            fix: `name a secret that starts with ${secretPrefix}`,
          },
        ],
  );
