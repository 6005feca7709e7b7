import type { User } from '../../core/policy/schema.ts';
import type { Request } from '../../core/request/state.ts';
import type { Principal } from './principal.ts';
import { readAbsent, type StandingPorts } from './standings.ts';

export type Capacity = 'requester' | 'approver' | 'auditor' | 'administrator';

/**
 * Who looks at a request, and as what. `id` is the policy user's id. Whoever is none has an id that no user can have: a
 * sign-in name may be the id of somebody who signs in by another one, and must never act as that person (S-15).
 */
export interface Viewer {
  readonly id: string;
  readonly user?: User | undefined;
  readonly capacities: readonly Capacity[];
  /** The absent approvers who named this person as their delegate. */
  readonly standsInFor: readonly string[];
}

/** As what this caller sees a request: no capacity at all means that for him or her it does not exist (threats.md I-04). */
export const viewerOf = async (ports: StandingPorts, principal: Principal, request: Request): Promise<Viewer> => {
  const { user } = await ports.policy.subject(principal.id);
  const id = user?.id ?? `sign-in:${principal.id}`;
  const capacities: Capacity[] = [...principal.roles];
  if (user && request.requester === user.id) capacities.push('requester');
  const standsInFor = user?.kind === 'person' ? await delegators(ports, user, request) : [];
  const approves = standsInFor.length > 0 || openedApprovers(request).includes(id);
  if (user?.kind === 'person' && approves) capacities.push('approver');
  return { id, user, capacities, standsInFor };
};

const delegators = async (ports: StandingPorts, { id }: User, request: Request): Promise<readonly string[]> => {
  if (id === request.requester) return [];
  const absent = await readAbsent(ports, openedApprovers(request), request.requester);
  return Object.keys(absent).filter((approver) => absent[approver] === id);
};

/** The approvers of the levels that were opened, and whoever voted for one; in an emergency, of all levels and its reviewers (design.md 8). */
export const openedApprovers = (request: Request): readonly string[] => {
  if (!('rules' in request)) return [];
  const levels = request.emergency ? request.rules.levels : request.rules.levels.slice(0, request.reached);
  const voters = request.ballots.map(({ by }) => by);
  const reviewers = request.emergency ? (request.rules.review.by ?? []) : [];
  // Who is both asks here and approves nothing.
  return [...levels.flatMap((level) => level.approvers), ...voters, ...reviewers].filter(
    (person) => person !== request.requester,
  );
};
