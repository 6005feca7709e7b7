import { actions, sectionOf } from './action.ts';
import { mayVote, requestersOf } from './approver-findings.ts';
import type { Finding, Path } from './problem.ts';
import type { ActionSettings, Group, Policy, User } from './schema.ts';

/** A section in which approval counts, with its place. */
export type LiveSection = { group: Group; section: ActionSettings; path: Path };

/** The sections of enabled groups that allow their action and require approval. */
export const approvedSections = ({ groups }: Policy): LiveSection[] =>
  groups.flatMap((group, index) =>
    actions.flatMap((action) => {
      const section = group[sectionOf[action]];
      if (!group.enabled || !section?.allowed || !section.approval.required) return [];
      return [{ group, section, path: ['groups', index, sectionOf[action], 'approval'] }];
    }),
  );

const approversOf = ({ approval }: ActionSettings): string[] => [
  ...new Set(approval.levels.flatMap(({ approvers }) => approvers)),
];

const ownApprovers = ({ group, section, path }: LiveSection, users: readonly User[]): Finding[] => {
  const approvers = approversOf(section);
  const both = requestersOf(group, users).filter(({ id }) => approvers.includes(id));
  if (both.length === 0) return [];
  return [
    {
      path: [...path, 'levels'],
      rule: 'requester-is-approver',
      message: `who may request through group ${group.id} and approves in it: ${both.map(({ id }) => id).join(', ')}`,
      fix: 'nobody approves their own request, but they can approve each other; name approvers from outside',
    },
  ];
};

/** What an identity provider takes as a user name (Cognito): up to 128 characters without white space. */
const canSignIn = ({ subject }: User): boolean => subject.length <= 128 && !/\s/.test(subject);

const signInFindings = (policy: Policy, approvers: ReadonlySet<string>): Finding[] =>
  policy.users.flatMap((user, index) =>
    approvers.has(user.id) && mayVote(user) && !canSignIn(user)
      ? [
          {
            path: ['users', index, 'subject'],
            rule: 'approver-cannot-sign-in',
            message: `${user.id} can approve by mail, but ${JSON.stringify(user.subject)} is no name to sign in with`,
            fix: 'give a subject without white space and of at most 128 characters',
          },
        ]
      : [],
  );

const mailFindings = ({ users }: Policy): Finding[] =>
  users.flatMap(({ id, kind, email }, index) =>
    kind === 'person' && email === undefined
      ? [
          {
            path: ['users', index],
            rule: 'person-without-email',
            message: `${id} has no e-mail address and will be told nothing`,
            fix: 'add `email`, or `kind: machine` if this is no person',
          },
        ]
      : [],
  );

/** Warnings about people: who approves for whom, and whether they can be reached. */
export const lintApprovers = (policy: Policy): Finding[] => {
  const sections = approvedSections(policy);
  const approvers = new Set(sections.flatMap(({ section }) => approversOf(section)));
  return [
    ...sections.flatMap((section) => ownApprovers(section, policy.users)),
    ...signInFindings(policy, approvers),
    ...mailFindings(policy),
  ];
};
