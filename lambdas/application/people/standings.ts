import { isAbsent } from '../../core/absence/absence.ts';
import { sectionOf } from '../../core/policy/action.ts';
import type { Group, User } from '../../core/policy/schema.ts';
import type { Standing } from '../../core/request/people.ts';
import type { Request } from '../../core/request/state.ts';
import type { AbsenceReader } from '../ports/absence-ports.ts';
import type { Clock, PolicyReader } from '../ports/ports.ts';

export interface StandingPorts {
  readonly clock: Clock;
  readonly policy: PolicyReader;
  readonly absences: AbsenceReader;
}

/**
 * Who may act on a request at this moment: the person is enabled and not a machine, and the group's current version
 * still names him or her (mission.md Q32, threats.md T-13); and who stands in for whom. The levels themselves stay
 * those of the snapshot.
 */
export const readStandings = async (
  ports: StandingPorts,
  request: Request,
  actor?: string,
): Promise<Readonly<Record<string, Standing>>> => (await readPeople(ports, request, actor)).standings;

/** The same with the people themselves. */
export const readPeople = async (
  ports: StandingPorts,
  request: Request,
  actor?: string,
): Promise<{
  readonly users: Readonly<Record<string, User>>;
  readonly standings: Readonly<Record<string, Standing>>;
}> => {
  const approvers = 'rules' in request ? request.rules.levels.flatMap((level) => level.approvers) : [];
  const ids = [...new Set([request.requester, ...approvers, ...(actor ? [actor] : [])])];
  const [people, group, absent] = await Promise.all([
    ports.policy.people(ids),
    ports.policy.group(request.groupId),
    readAbsent(ports, approvers, request.requester),
  ]);
  const named = namedNow(request, group, people[request.requester]);
  const standings = Object.fromEntries(
    Object.values(people).map((user) => [user.id, { ...standingOf(user, named), delegate: absent[user.id] }]),
  );
  return { users: people, standings };
};

/**
 * Who of these people is absent now, and who votes meanwhile: the delegate, if that is an enabled person and not the
 * requester; else nobody.
 */
export const readAbsent = async (
  { clock, policy, absences }: StandingPorts,
  approvers: readonly string[],
  requester: string,
): Promise<Readonly<Record<string, string | undefined>>> => {
  const now = clock();
  const absent = Object.values(await absences.of(approvers)).filter((absence) => isAbsent(absence, now));
  const delegates = absent.flatMap(({ delegate }) => delegate ?? []);
  const people = delegates.length > 0 ? await policy.people(delegates) : {};
  const mayStandIn = (person: string | undefined): person is string =>
    person !== undefined &&
    person !== requester &&
    people[person]?.enabled === true &&
    people[person].kind === 'person';
  return Object.fromEntries(
    absent.map(({ person, delegate }) => [person, mayStandIn(delegate) ? delegate : undefined]),
  );
};

/** A machine may request and never approve (design.md 8). */
const standingOf = (user: User, named: ReadonlySet<string>): Standing => ({
  enabled: user.enabled,
  named: user.kind === 'person' && named.has(user.id),
});

const namedNow = (request: Request, group: Group | undefined, requester: User | undefined): ReadonlySet<string> => {
  const approval = group?.enabled ? group[sectionOf[request.action]]?.approval : undefined;
  if (!approval) return new Set();
  const manager = approval.addManager && requester?.manager ? [requester.manager] : [];
  return new Set([...approval.levels.flatMap((level) => level.approvers), ...manager]);
};
