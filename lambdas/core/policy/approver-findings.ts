import { isMember } from '../restriction/selector.ts';
import { areEnough, type Need } from './enough-people.ts';
import type { Finding, Path } from './problem.ts';
import type { ApprovalSettings, Group, Level, User } from './schema.ts';

/** One approval of a group and what is needed to look at it. */
export type ApprovalCase = {
  readonly group: Group;
  readonly approval: ApprovalSettings;
  readonly path: Path;
  readonly users: ReadonlyMap<string, User>;
};

/** Those who may request through the group: its enabled members. */
export const requestersOf = (group: Group, users: Iterable<User>): User[] =>
  [...users].filter((user) => user.enabled && isMember(group.members, user));

/** A person who is enabled: a machine never approves and a disabled user has no vote. */
export const mayVote = (user: User | undefined): user is User => user?.enabled === true && user.kind === 'person';

const managerOf = ({ users }: ApprovalCase, requester: User | undefined): User | undefined =>
  requester?.manager === undefined ? undefined : users.get(requester.manager);

const votersOf = (it: ApprovalCase, level: Level, requester: User | undefined): string[] => {
  const manager = it.approval.addManager && level === it.approval.levels[0] ? managerOf(it, requester) : undefined;
  const named = [...level.approvers.map((id) => it.users.get(id)), manager];
  const voters = named.filter(mayVote).filter(({ id }) => id !== requester?.id);
  return [...new Set(voters.map(({ id }) => id))];
};

type Quorum = 'approvals' | 'disapprovals';

/** Level by level, or one pool of all with the highest number of any level (design.md 4). */
const needsOf = (it: ApprovalCase, quorum: Quorum, requester: User | undefined): Need[] => {
  const needs = it.approval.levels.map((level) => ({ people: votersOf(it, level, requester), count: level[quorum] }));
  if (it.approval.inLevels) return needs;
  return [{ people: needs.flatMap(({ people }) => people), count: Math.max(...needs.map(({ count }) => count)) }];
};

const stuckFinding = (it: ApprovalCase, quorum: Quorum, requester: User | undefined): Finding => {
  const needs = needsOf(it, quorum, requester);
  const alone = it.approval.inLevels ? needs.findIndex((need) => !areEnough([need])) : -1;
  const where = alone < 0 ? [] : [alone, quorum];
  const shown = (alone < 0 ? needs : needs.slice(alone, alone + 1)).map(
    ({ people, count }) => `${count} of ${people.join(', ') || 'nobody'}`,
  );
  return {
    path: [...it.path, 'levels', ...where],
    rule: 'enough-approvers',
    message: `${requester ? `when ${requester.id} asks, ` : ''}the ${quorum} could never all be met: ${shown.join('; then ')}`,
    fix: 'name more approvers, lower the number, or say `allowStuck: true`; nobody counts twice in a request or in their own',
  };
};

/** One finding at most for each quorum: the first requester for whom it could never be met. */
const stuckFindings = (it: ApprovalCase): Finding[] => {
  const requesters = requestersOf(it.group, it.users.values());
  const approvers = new Set(it.approval.levels.flatMap((level) => level.approvers));
  const telling = it.approval.addManager ? requesters : requesters.filter(({ id }) => approvers.has(id));
  const cases = telling.length > 0 ? telling : [undefined];
  return (['approvals', 'disapprovals'] as const).flatMap((quorum) => {
    const stuck = cases.findIndex((requester) => !areEnough(needsOf(it, quorum, requester)));
    return stuck < 0 ? [] : [stuckFinding(it, quorum, cases[stuck])];
  });
};

const managerFindings = (it: ApprovalCase): Finding[] => {
  if (!it.approval.addManager) return [];
  const without = requestersOf(it.group, it.users.values()).filter((user) => !mayVote(managerOf(it, user)));
  if (without.length === 0) return [];
  return [
    {
      path: [...it.path, 'addManager'],
      rule: 'manager-to-add',
      message: `who may request without a manager who can approve: ${without.map(({ id }) => id).join(', ')}`,
      fix: 'give them an enabled manager, or leave `addManager` out, or say `allowStuck: true`',
    },
  ];
};

const onlyDisabledFindings = (it: ApprovalCase): Finding[] =>
  it.approval.levels.flatMap(({ approvers }, index) => {
    const [only, ...others] = new Set(approvers);
    if (only === undefined || others.length > 0 || it.users.get(only)?.enabled !== false) return [];
    return [
      {
        path: [...it.path, 'levels', index, 'approvers'],
        rule: 'enabled-approver',
        message: `the only approver, ${only}, is disabled and has no vote`,
        fix: 'name an enabled approver',
      },
    ];
  });

/** Whether the approval can be had at all (policy.md, Approval settings; mission Q18). */
export const approverFindings = (it: ApprovalCase): Finding[] => {
  const disabled = onlyDisabledFindings(it);
  if (disabled.length > 0 || it.approval.allowStuck) return disabled;
  const unmanaged = managerFindings(it);
  return unmanaged.length > 0 ? unmanaged : stuckFindings(it);
};
