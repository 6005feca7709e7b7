import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { actions } from '../../../lambdas/core/policy/action.ts';
import type { Group, Policy } from '../../../lambdas/core/policy/schema.ts';
import { makeDecide, type Query } from '../../../lambdas/core/restriction/decide.ts';
import { compileAllRows } from '../../../lambdas/core/restriction/rows.ts';
import { anyPolicyInput } from '../../support/any-policy.ts';
import { naiveCodes, naiveNextChange } from '../../support/naive-policy.ts';
import { aPolicy } from '../../support/policy-builders.ts';

const instants = fc.oneof(
  fc.integer({ min: Date.UTC(2026, 2, 23), max: Date.UTC(2026, 2, 31) }),
  fc.integer({ min: Date.UTC(2026, 9, 22), max: Date.UTC(2026, 9, 28) }),
);

const decideBy = (policy: Policy) => makeDecide(compileAllRows(policy.groups), policy.settings);

/** Every user with every credential and both actions. */
const questions = ({ users, credentials }: Policy, at: number): Query[] =>
  users.flatMap((user) =>
    credentials.flatMap((credential) => actions.map((action) => ({ user, credential, action, at }))),
  );

/** The naive reading looks at every half hour, which is slow: one user and one credential are enough. */
const isOfAna = ({ user, credential }: Query): boolean => user.id === 'ana' && credential.id === 'c1';

const flagsOf = (code: string | null): number => Number(code?.slice(1, 4) ?? '0');

describe('a decision from ordered rows', () => {
  test.prop([anyPolicyInput, instants])('has the candidates of a naive reading of policy.md', (input, at) => {
    const policy = aPolicy(input);
    const decide = decideBy(policy);

    for (const question of questions(policy, at)) {
      const decision = decide(question);
      const codes = naiveCodes(policy, question, at);
      expect(decision.candidates.map(({ code }) => code)).toEqual(codes);
      expect(decision.code).toBe(codes[0] ?? null);
    }
  });

  test.prop([anyPolicyInput, instants], { numRuns: 40 })('changes next when a naive reading does', (input, at) => {
    const policy = aPolicy(input);
    const decide = decideBy(policy);
    const last = at + 9 * 86_400_000;

    for (const question of questions(policy, at).filter(isOfAna)) {
      const { nextChange } = decide(question);
      const soon = nextChange && Date.parse(nextChange.at) <= last ? `${nextChange.at} ${nextChange.code}` : null;
      expect(soon).toBe(naiveNextChange(policy, question, { days: 9, stepMinutes: 30 }));
    }
  });

  test.prop([anyPolicyInput, instants, fc.infiniteStream(fc.nat())])(
    'E-05: is the same however the groups are permuted',
    (input, at, random) => {
      const policy = aPolicy(input);
      const keyed = policy.groups.map((group): [number, Group] => [random.next().value ?? 0, group]);
      const groups = keyed.toSorted(([one], [other]) => one - other).map(([, group]) => group);

      const answers = (each: Policy) => questions(each, at).map(decideBy(each));
      expect(answers({ ...policy, groups })).toEqual(answers(policy));
    },
  );

  test.prop([anyPolicyInput, instants])('E-05: never has lower flags with one more group', (input, at) => {
    const policy = aPolicy(input);
    const fewer = { ...policy, groups: policy.groups.slice(1) };
    const [decide, decideFewer] = [decideBy(policy), decideBy(fewer)];

    for (const question of questions(policy, at)) {
      expect(flagsOf(decide(question).code)).toBeGreaterThanOrEqual(flagsOf(decideFewer(question).code));
    }
  });
});
