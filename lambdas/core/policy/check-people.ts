import { suggest } from './nearest-name.ts';
import type { Finding } from './problem.ts';
import type { User, WrittenPolicy } from './schema.ts';

/** Findings for each thing whose name an earlier one already has. */
export const findRepeats = <T>(
  things: readonly T[],
  { list, field, name }: { list: string; field: string; name: (thing: T) => string | number },
): Finding[] => {
  const first = new Map<string | number, number>();
  return things.flatMap((thing, index) => {
    const earlier = first.get(name(thing));
    if (earlier === undefined) {
      first.set(name(thing), index);
      return [];
    }
    return [
      {
        path: [list, index, field],
        rule: `unique-${field}`,
        message: `\`${name(thing)}\` is already the ${field} of ${list}[${earlier}]`,
        fix: `give one of the two another ${field}`,
      },
    ];
  });
};

const fold = (email: string): string => email.toLowerCase();

/** The mailbox that an address means when case and a `+tag` are left out. */
const mailbox = (email: string): string => fold(email).replace(/\+[^@]*@/, '@');

const clash = (user: User, other: User): boolean =>
  user.email === other.email || (user.alias === undefined && other.alias === undefined);

const emailFindings = (users: readonly User[]): Finding[] => {
  const seen = new Map<string, User[]>();
  return users.flatMap((user, index) => {
    if (user.email === undefined) return [];
    const earlier = seen.get(mailbox(user.email)) ?? [];
    seen.set(mailbox(user.email), [...earlier, user]);
    const other = earlier.find((candidate) => clash(user, candidate));
    if (other === undefined) return [];
    const same = user.email === other.email;
    return [
      {
        path: ['users', index, 'email'],
        rule: 'unique-email',
        message: `${user.email} is ${same ? 'the address' : 'but for case or a +tag the address'} of ${other.id}`,
        fix: same ? 'give one of the two another address' : 'give another address, or mark one `alias: accepted`',
      },
    ];
  });
};

/** A principal is a user's id or subject (design.md 8), so no subject may stand for two people. */
const subjectFindings = (users: readonly User[]): Finding[] => {
  const ids = new Set(users.map(({ id }) => id));
  const repeats = findRepeats(users, { list: 'users', field: 'subject', name: ({ subject }) => subject });
  const borrowed = users.flatMap(({ id, subject }, index) =>
    subject !== id && ids.has(subject)
      ? [
          {
            path: ['users', index, 'subject'],
            rule: 'unique-subject',
            message: `the subject of ${id} is the id of another user, who would be taken for ${id}`,
            fix: 'give the immutable name that the identity provider has for this user',
          },
        ]
      : [],
  );
  return borrowed.length > 0 ? borrowed : repeats;
};

const managerFindings = (users: readonly User[]): Finding[] => {
  const ids = users.map(({ id }) => id);
  const known = new Set(ids);
  return users.flatMap(({ id, manager }, index) =>
    manager === undefined || known.has(manager)
      ? []
      : [
          {
            path: ['users', index, 'manager'],
            rule: 'unknown-user',
            message: `the manager of ${id}, ${manager}, is not a user`,
            fix: suggest(manager, ids),
          },
        ],
  );
};

/** What users and credentials say about each other (policy.md, Identifiers). */
export const checkPeople = ({ users, credentials }: WrittenPolicy): Finding[] => [
  ...findRepeats(users, { list: 'users', field: 'id', name: ({ id }) => id }),
  ...findRepeats(credentials, { list: 'credentials', field: 'id', name: ({ id }) => id }),
  ...emailFindings(users),
  ...subjectFindings(users),
  ...managerFindings(users),
];
