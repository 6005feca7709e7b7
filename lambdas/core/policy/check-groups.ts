import { actions, sectionOf } from './action.ts';
import { approverFindings } from './approver-findings.ts';
import { findRepeats } from './check-people.ts';
import { suggest } from './nearest-name.ts';
import type { Finding, Path, PolicySource } from './problem.ts';
import type { Group, Policy, User } from './schema.ts';

/** Group ids must be written as plain decimals: `0045`, `45.0` and `0x2D` would be read as 45 (threat E-05). */
export const groupIdSpelling = (input: unknown, source: PolicySource | undefined): Finding[] => {
  const groups = typeof input === 'object' && input !== null && 'groups' in input ? input.groups : [];
  const count = Array.isArray(groups) ? groups.length : 0;
  return Array.from({ length: count }, (_, index) => ['groups', index, 'id']).flatMap((path) => {
    const text = source?.textOf(path);
    const plain = text === undefined || /^[1-9]\d*$/.test(text) || !Number.isInteger(Number(text));
    if (plain || Number(text) < 1) return [];
    const fix = `write ${Number(text)}`;
    return [{ path, rule: 'group-id-spelling', message: `\`${text}\` is not a plain decimal`, fix }];
  });
};

type Known = { readonly users: ReadonlyMap<string, User>; readonly ids: readonly string[] };

const unknownUsers = (named: readonly string[], path: Path, { users, ids }: Known): Finding[] =>
  named.flatMap((id, index) =>
    users.has(id)
      ? []
      : [{ path: [...path, index], rule: 'unknown-user', message: `${id} is not a user`, fix: suggest(id, ids) }],
  );

const machineApprovers = (named: readonly string[], path: Path, { users }: Known): Finding[] =>
  named.flatMap((id, index) =>
    users.get(id)?.kind === 'machine'
      ? [
          {
            path: [...path, index],
            rule: 'machine-never-approves',
            message: `${id} is a machine, which may request and never approves`,
            fix: 'name a person',
          },
        ]
      : [],
  );

const missingLevels = (path: Path): Finding => ({
  path,
  rule: 'approval-needs-levels',
  message: 'approval is required, but there are no levels, so nobody could approve',
  fix: 'add `levels` with at least one level of approvers',
});

const sectionFindings = (group: Group, path: Path, known: Known): Finding[] =>
  actions.flatMap((action) => {
    const section = group[sectionOf[action]];
    if (section === undefined) return [];
    const at = [...path, sectionOf[action], 'approval'];
    const { approval, allowed } = section;
    const named = approval.levels.flatMap(({ approvers }, index) => {
      const here = [...at, 'levels', index, 'approvers'];
      return [...unknownUsers(approvers, here, known), ...machineApprovers(approvers, here, known)];
    });
    named.push(...unknownUsers(approval.review.by ?? [], [...at, 'review', 'by'], known));
    if (named.length > 0 || !allowed || !approval.required) return named;
    if (approval.levels.length === 0) return [missingLevels(at)];
    return approverFindings({ group, approval, path: at, users: known.users });
  });

/** What groups say about each other and about users (policy.md, Identifiers and Approval settings). */
export const checkGroups = ({ groups, users }: Policy): Finding[] => {
  const known = { users: new Map(users.map((user) => [user.id, user])), ids: users.map(({ id }) => id) };
  return [
    ...findRepeats(groups, { list: 'groups', field: 'id', name: ({ id }) => id }),
    ...groups.flatMap((group, index) => [
      ...unknownUsers(group.members.users, ['groups', index, 'members', 'users'], known),
      ...sectionFindings(group, ['groups', index], known),
    ]),
  ];
};
