import type { Idempotency, Principal } from '../../application/people/principal.ts';
import type { PolicyContents } from '../../application/ports/ports.ts';
import type { Problem } from '../../core/policy/problem.ts';
import { applyPolicy, checkPolicy, showPolicy } from '../contract/policy.ts';
import { type Endpoint, makeEndpoint } from '../endpoint.ts';
import { type GuardedShell, type Outcome, replyWith } from './parts.ts';

export const showPolicyEndpoint = (
  shell: GuardedShell,
  read: (principal: Principal) => Outcome<PolicyContents>,
): Endpoint =>
  makeEndpoint(showPolicy, {
    ...shell,
    answer: ({ principal }) =>
      replyWith(read(principal), ({ version, policy, retiredGroupIds }) => ({
        body: { version, policy: writtenForm(policy), retiredGroupIds: [...retiredGroupIds] },
      })),
  });

/** As it can be applied again: no levels where none were given, which in a written policy is a mistake. */
const writtenForm = (policy: PolicyContents['policy']): Record<string, unknown> =>
  JSON.parse(JSON.stringify(policy, (key, value) => (key === 'levels' && isEmpty(value) ? undefined : value)));

const isEmpty = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

interface Written {
  readonly principal: Principal;
  /** As it was sent: the use case validates it. */
  readonly policy: unknown;
  readonly idempotency?: Idempotency | undefined;
}

interface Findings {
  readonly errors: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly items: number;
  readonly limit: number;
}

export const checkPolicyEndpoint = (shell: GuardedShell, check: (written: Written) => Outcome<Findings>): Endpoint =>
  makeEndpoint(checkPolicy, {
    ...shell,
    answer: ({ principal, body }) =>
      replyWith(check({ principal, policy: body }), ({ errors, warnings, items, limit }) => ({
        body: { errors: [...errors], warnings: [...warnings], items, limit },
      })),
  });

export const applyPolicyEndpoint = (
  shell: GuardedShell,
  apply: (written: Written) => Outcome<{ readonly version: number }>,
): Endpoint =>
  makeEndpoint(applyPolicy, {
    ...shell,
    answer: ({ principal, body, idempotency }) =>
      replyWith(apply({ principal, policy: body, idempotency }), ({ version }) => ({ body: { version } })),
  });
