import { sectionOf } from '../core/policy/action.ts';
import type { Group, User } from '../core/policy/schema.ts';
import type { Standing } from '../core/request/commands.ts';
import type { Request } from '../core/request/state.ts';
import type { PolicyReader } from './ports.ts';

/**
 * Who may act on a request at this moment: the person is enabled and not a machine, and the group's current version
 * still names him or her (mission.md Q32, threats.md T-13). The levels themselves stay those of the snapshot.
 */
export const readStandings = async (
  policy: PolicyReader,
  request: Request,
  actor?: string,
): Promise<Readonly<Record<string, Standing>>> => {
  const approvers = 'rules' in request ? request.rules.levels.flatMap((level) => level.approvers) : [];
  const ids = [...new Set([request.requester, ...approvers, ...(actor ? [actor] : [])])];
  const [people, group] = await Promise.all([policy.people(ids), policy.group(request.groupId)]);
  const named = namedNow(request, group, people[request.requester]);
  return Object.fromEntries(Object.values(people).map((user) => [user.id, standingOf(user, named)]));
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
