import type { Credential } from '../policy/credential.ts';
import type { Criteria, Members } from '../policy/group.ts';
import type { User } from '../policy/user.ts';

/** Tells whether a whole value is meant; case counts not, for ASCII letters only (policy.md). */
export type Matcher = (value: string) => boolean;

const foldCase = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** Equal but for case; folding keeps the length, and most names already differ in it or are spelled alike. */
const isSame = (one: string, other: string): boolean =>
  one === other || (one.length === other.length && foldCase(one) === foldCase(other));

/** Where each middle part is looked for after the last one: one pass, without backtracking. */
const holdsInOrder = (value: string, parts: readonly string[], end: number, start: number): boolean => {
  let from = start;
  for (const part of parts) {
    const found = value.indexOf(part, from);
    if (found < 0) return false;
    from = found + part.length;
  }
  return from <= end;
};

const matchWildcard = (parts: readonly string[]): Matcher => {
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  const middle = parts.slice(1, -1);
  return (value) => {
    const folded = foldCase(value);
    const end = folded.length - last.length;
    if (end < first.length || !folded.startsWith(first) || !folded.endsWith(last)) return false;
    return holdsInOrder(folded, middle, end, first.length);
  };
};

/** A criterion's entry: the whole value, where `*` stands for any run of characters and nothing else is special. */
export const matchEntry = (entry: string): Matcher => {
  const folded = foldCase(entry);
  const parts = folded.split('*');
  if (parts.length > 1) return matchWildcard(parts);
  return (value) => value.length === folded.length && foldCase(value) === folded;
};

/** Whether the user is named, or is in a department that is named: no wildcard, and no department matches none. */
export const isMember = (members: Members, user: User): boolean => {
  if (members.users.includes(user.id)) return true;
  const department = user.department;
  return department !== undefined && members.departments.some((named) => isSame(named, department));
};

/** The place in a `usernames` entry that the requesting user's id takes (personal accounts). */
export const requesterPlace = '[#USERNAME#]';

type Field = (credential: Credential) => readonly string[];

const deviceFields: Partial<Record<keyof Criteria, Field>> = {
  devices: ({ device }) => [device],
  sites: ({ site }) => [site],
  deviceTypes: ({ deviceType }) => [deviceType],
  models: ({ model }) => [model],
  deviceTags: ({ deviceTags }) => deviceTags,
};

const accountFields: Partial<Record<keyof Criteria, Field>> = {
  credentialTypes: ({ credentialType }) => [credentialType],
  additionalInfo: ({ additionalInfo }) => [additionalInfo],
  credentialTags: ({ credentialTags }) => credentialTags,
};

const accountNames: Field = ({ username }) => [username];

type Test = { readonly field: Field; readonly matchers: readonly Matcher[] };

const testOf = (field: Field, entries: readonly string[]): Test => ({ field, matchers: entries.map(matchEntry) });

const testsOf = (fields: Partial<Record<keyof Criteria, Field>>, criteria: Criteria): Test[] =>
  (Object.keys(fields) as (keyof Criteria)[]).flatMap((name) => {
    const field = fields[name];
    return field === undefined || criteria[name].length === 0 ? [] : [testOf(field, criteria[name])];
  });

const passes = (credential: Credential, { field, matchers }: Test): boolean =>
  field(credential).some((value) => matchers.some((matches) => matches(value)));

/** A group's criteria made ready: what the credential alone answers, and what depends on who asks. */
export type ReadyCriteria = {
  matches: (credential: Credential) => boolean;
  matchesFor: (user: User, credential: Credential) => boolean;
};

/**
 * Every criterion that has entries must match, within one any entry is enough. Without `matchByDevice` the criteria of
 * the device's side are not compared (policy.md, mission Q5).
 */
export const readyCriteria = (criteria: Criteria, matchByDevice: boolean): ReadyCriteria => {
  const personal = criteria.usernames.some((entry) => entry.includes(requesterPlace));
  const tests = [
    ...testsOf(accountFields, criteria),
    ...(personal ? [] : testsOf({ usernames: accountNames }, criteria)),
    ...(matchByDevice ? testsOf(deviceFields, criteria) : []),
  ];
  const usernamesFor = (user: User): Test =>
    testOf(
      accountNames,
      criteria.usernames.map((entry) => entry.replaceAll(requesterPlace, user.id)),
    );
  return {
    matches: (credential) => tests.every((test) => passes(credential, test)),
    matchesFor: (user, credential) => !personal || passes(credential, usernamesFor(user)),
  };
};
