import type { Group, Policy } from '../../../lambdas/core/policy/schema.ts';
import { decide } from '../../../lambdas/core/restriction/decide.ts';
import { compileAllRows } from '../../../lambdas/core/restriction/rows.ts';
import { firstOf, type Invariant, on } from './invariant.ts';

type Asked = { readonly policy: Policy; readonly userId: string; readonly credentialId: string; readonly at: number };

const codeOf = ({ policy, userId, credentialId, at }: Asked, groups: readonly Group[]): string => {
  const user = policy.users.find(({ id }) => id === userId);
  const credential = policy.credentials.find(({ id }) => id === credentialId);
  if (!(user && credential)) return '';
  const action = 'view_password';
  const rows = compileAllRows(groups).filter((row) => row.action === action);
  return decide(rows, { user, credential, action, at, settings: policy.settings }).code ?? '';
};

/** Taking a group away never raises the flags: so adding one never lowers them. */
const impure = (asked: Asked): string | undefined => {
  const { groups } = asked.policy;
  const code = codeOf(asked, groups);
  if (codeOf(asked, [...groups].reverse()) !== code) return `the order of the groups changes ${code}`;
  const without = codeOf(asked, groups.slice(1));
  return without.slice(1, 4) > code.slice(1, 4) ? `one more group lowers ${without} to ${code}` : undefined;
};

export const decisionIsPure: Invariant = {
  id: 'I-13',
  says: 'The decision depends on the groups and the instant alone, not on their order; one more group never loosens it.',
  watch: on('policy-changed', ({ policy, now: at }) =>
    firstOf(policy.users, ({ id: userId }) =>
      firstOf(policy.credentials, ({ id: credentialId }) => impure({ policy, userId, credentialId, at })),
    ),
  ),
};
