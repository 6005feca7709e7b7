import { everyMoment } from '../restriction/moments.ts';
import { appliesAt, makeFindRelatedRows, type ReadyRow } from '../restriction/related-rows.ts';
import { compileAllRows } from '../restriction/rows.ts';
import { isMember, readyCriteria, requesterPlace } from '../restriction/selector.ts';
import { type Action, actions, sectionOf } from './action.ts';
import type { Finding } from './problem.ts';
import type { Credential, Group, Policy, User } from './schema.ts';

/** Things that are alike to every group, so that one of them need be looked at. */
const kindsOf = <T>(things: readonly T[], kindOf: (thing: T) => string): [T, ...T[]][] => {
  const kinds = new Map<string, [T, ...T[]]>();
  for (const thing of things) {
    const kind = kindOf(thing);
    const known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, [thing]);
    else known.push(thing);
  }
  return [...kinds.values()];
};

/** The ids of the groups that meet a thing; an entry with the requester's own name tells all of them apart. */
const kindBy = (met: readonly Group[], id: string): string => {
  const personal = met.some(({ criteria }) => criteria.usernames.some((name) => name.includes(requesterPlace)));
  return `${met.map((group) => group.id).join(' ')}${personal ? ` ${id}` : ''}`;
};

const kindsOfUser = ({ groups, users }: Policy): User[] => {
  const enabled = users.filter((user) => user.enabled);
  const kindOf = (user: User): string =>
    kindBy(
      groups.filter(({ members }) => isMember(members, user)),
      user.id,
    );
  return kindsOf(enabled, kindOf).map(([user]) => user);
};

const kindsOfCredential = ({ groups, credentials, settings }: Policy): [Credential, ...Credential[]][] => {
  const ready = groups.map((group) => ({ group, ...readyCriteria(group.criteria, settings.matchByDevice) }));
  return kindsOf(credentials, (credential) => {
    const met = ready.filter(({ matches }) => matches(credential)).map(({ group }) => group);
    return kindBy(met, credential.id);
  });
};

type Sight = { readonly credentials: readonly Credential[]; readonly related: readonly ReadyRow[] };

/** The related rows of every kind of user and credential and of both actions; empty ones are left out. */
function* everySight(policy: Policy): Generator<Sight> {
  const findRelatedRows = makeFindRelatedRows(compileAllRows(policy.groups), policy.settings);
  const users = kindsOfUser(policy);
  for (const credentials of kindsOfCredential(policy)) {
    for (const [user, action] of users.flatMap((one) => actions.map((each) => [one, each] as const))) {
      const related = findRelatedRows(user, credentials[0], action);
      if (related.length > 0) yield { credentials, related };
    }
  }
}

/** Who wins, who is outranked by whom, and what is reached, over all users, credentials and moments. */
type Survey = {
  readonly winners: Set<number>;
  readonly shadows: Map<number, Set<number>>;
  readonly reached: Set<string>;
};

/** Whether a group is there to refuse an action: it says so, and allows no other. */
const refuses = (group: Group | undefined, action: Action): boolean =>
  group?.[sectionOf[action]] !== undefined && !actions.some((each) => group[sectionOf[each]]?.allowed);

type ById = ReadonlyMap<number, Group>;

/** At each kind of moment the first row that is worth winning: only a group that is there to refuse wins by refusing. */
const surveyRows = (related: readonly ReadyRow[], groups: ById, survey: Survey): void => {
  const worth = related.filter(({ row }) => row.flags !== '000' || refuses(groups.get(row.groupId), row.action));
  for (const moment of everyMoment(worth.flatMap(({ windows }) => windows))) {
    const [winner, ...others] = worth.filter((row) => appliesAt(row, moment)).map(({ row }) => row.groupId);
    if (winner === undefined) continue;
    survey.winners.add(winner);
    for (const loser of others) survey.shadows.set(loser, (survey.shadows.get(loser) ?? new Set()).add(winner));
  }
};

const surveyPolicy = (policy: Policy): Survey => {
  const survey: Survey = { winners: new Set(), shadows: new Map(), reached: new Set() };
  const groups = new Map(policy.groups.map((group) => [group.id, group]));
  const seen = new Set<string>();
  for (const { credentials, related } of everySight(policy)) {
    for (const { id } of credentials) survey.reached.add(id);
    const sight = related.map(({ row }) => row.action + row.restrictionKey).join(' ');
    if (!seen.has(sight)) surveyRows(related, groups, survey);
    seen.add(sight);
  }
  return survey;
};

const neverWins = (group: Group, index: number, { shadows }: Survey): Finding => {
  const by = [...(shadows.get(group.id) ?? [])].map((id) => `group ${id}`).join(' or ');
  return {
    path: ['groups', index],
    rule: 'group-never-wins',
    message: by
      ? `group ${group.id} can never win: ${by} is always before it for the same users and credentials`
      : `group ${group.id} can never win: it gives nothing to any enabled user for any credential at any time`,
    fix: 'the highest restriction wins, then the lowest id; change its members, criteria or hours, or remove it',
  };
};

/** Warns of groups that never decide anything and of credentials that nobody can be given (policy.md, last lines). */
export const lintAccess = (policy: Policy): Finding[] => {
  const survey = surveyPolicy(policy);
  const groups = policy.groups.flatMap((group, index) =>
    group.enabled && !survey.winners.has(group.id) ? [neverWins(group, index, survey)] : [],
  );
  const credentials = policy.credentials.flatMap(({ id }, index) =>
    survey.reached.has(id)
      ? []
      : [
          {
            path: ['credentials', index],
            rule: 'credential-unreachable',
            message: `no group relates ${id} to anyone`,
            fix: 'name it in the criteria of an enabled group that has enabled members, or remove it',
          },
        ],
  );
  return [...groups, ...credentials];
};
