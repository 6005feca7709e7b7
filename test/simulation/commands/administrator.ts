import { makeListCredentials } from '../../../lambdas/application/access/list-credentials.ts';
import { makeApplyPolicy } from '../../../lambdas/application/policy/apply-policy.ts';
import { makeListRequests } from '../../../lambdas/application/requests/list-requests.ts';
import { makeShowRequest } from '../../../lambdas/application/requests/show-request.ts';
import type { Group, Policy } from '../../../lambdas/core/policy/schema.ts';
import { anyGroup } from '../any-policy.ts';
import type { Random } from '../engine/random.ts';
import { type Command, principal, type Scene, somebody, someRequest } from './command.ts';

type Edit = (policy: Policy, random: Random) => object;

const withGroup = (policy: Policy, random: Random, change: (group: Group) => object): object => {
  if (policy.groups.length === 0) return policy;
  const chosen = random.pick(policy.groups);
  return {
    ...policy,
    groups: policy.groups.map((group) => (group === chosen ? { ...group, ...change(group) } : group)),
  };
};

const withApproval = (policy: Policy, random: Random, change: (approval: Approval) => object): object =>
  withGroup(policy, random, ({ viewPassword }) =>
    viewPassword?.approval.required
      ? { viewPassword: { ...viewPassword, approval: { ...viewPassword.approval, ...change(viewPassword.approval) } } }
      : {},
  );

type Approval = NonNullable<Group['viewPassword']>['approval'];

/** What administrators change while requests are on their way (mission.md Q32, threats.md T-12, T-13). */
const edits: Readonly<Record<string, Edit>> = {
  'disables or enables somebody': (policy, random) => {
    const chosen = random.pick(policy.users);
    const users = policy.users.map((user) => (user === chosen ? { ...user, enabled: !user.enabled } : user));
    return { ...policy, users };
  },
  'takes an approver away': (policy, random) =>
    withApproval(policy, random, ({ levels }) => ({
      levels: levels.map((level) => ({ ...level, approvers: level.approvers.slice(1) })),
    })),
  'adds an approver': (policy, random) =>
    withApproval(policy, random, ({ levels }) => ({
      levels: levels.map((level) => ({ ...level, approvers: [...new Set([...level.approvers, 'edu'])] })),
    })),
  'switches emergency': (policy, random) =>
    withApproval(policy, random, ({ emergency }) => ({ emergency: !emergency })),
  'disables or enables a group': (policy, random) =>
    withGroup(policy, random, ({ enabled }) => ({ enabled: !enabled })),
  'deletes a group': (policy, random) => ({ ...policy, groups: random.some(policy.groups, policy.groups.length - 1) }),
  'adds a group': (policy, random) => ({
    ...policy,
    groups: [...policy.groups, anyGroup(random, random.between(1, 9999))],
  }),
};

/** The policy as it was at first; a group that was deleted meanwhile needs a new id (policy.md, Identifiers). */
const backTo = (first: Policy, current: Policy, random: Random): object => {
  const kept = new Set(current.groups.map(({ id }) => id));
  const groups = first.groups.map((group) =>
    kept.has(group.id) ? group : { ...group, id: random.between(1000, 9999) },
  );
  return { ...first, groups };
};

const root = principal('root', 'administrator');

const changePolicy: Command = {
  name: 'change-policy',
  weight: 0.8,
  attempt: ({ random, seen }) => {
    const first = seen.policies[0]?.policy;
    const current = seen.policies.at(-1)?.policy;
    if (!(first && current)) return undefined;
    const said = random.chance(0.5) ? random.pick(Object.keys(edits)) : 'goes back to the first policy';
    const policy = edits[said]?.(current, random) ?? backTo(first, current, random);
    return { about: `root ${said}`, run: (ports) => makeApplyPolicy(ports)({ principal: root, policy }) };
  },
};

const show: Command = {
  name: 'show',
  weight: 0.5,
  attempt: (scene) => {
    const request = someRequest(scene);
    if (!request) return undefined;
    const who = somebody(scene, [request.requester]);
    const query = { principal: principal(who), requestId: request.id };
    return { about: `${who} looks at ${request.id}`, readOnly: true, run: (ports) => makeShowRequest(ports)(query) };
  },
};

const list: Command = {
  name: 'list',
  weight: 0.5,
  attempt: (scene: Scene) => {
    const who = somebody(scene, []);
    const scope = scene.random.pick(['mine', 'approvals'] as const);
    return {
      about: `${who} lists ${scope}`,
      readOnly: true,
      run: async (ports) => {
        await makeListCredentials(ports)(principal(who));
        return makeListRequests(ports)({ principal: principal(who), scope });
      },
    };
  },
};

export const administratorCommands: readonly Command[] = [changePolicy, show, list];
