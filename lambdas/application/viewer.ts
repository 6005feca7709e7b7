import type { User } from '../core/policy/schema.ts';
import type { Request } from '../core/request/state.ts';
import type { PolicyReader } from './ports.ts';
import type { Principal } from './principal.ts';

export type Capacity = 'requester' | 'approver' | 'auditor' | 'administrator';

/** Who looks at a request, and as what. `id` is the policy user's id, or the principal's name for others. */
export interface Viewer {
  readonly id: string;
  readonly user?: User | undefined;
  readonly capacities: readonly Capacity[];
}

/** As what this caller sees a request: no capacity at all means that for him or her it does not exist (threats.md I-04). */
export const viewerOf = async (policy: PolicyReader, principal: Principal, request: Request): Promise<Viewer> => {
  const { user } = await policy.subject(principal.id);
  const id = user?.id ?? principal.id;
  const capacities: Capacity[] = [...principal.roles];
  if (user && request.requester === user.id) capacities.push('requester');
  if (user && user.kind === 'person' && openedApprovers(request).includes(user.id)) capacities.push('approver');
  return { id, user, capacities };
};

/** The approvers of the levels that were opened; of all levels in an emergency (design.md 8). */
export const openedApprovers = (request: Request): readonly string[] => {
  if (!('rules' in request)) return [];
  const levels = request.emergency ? request.rules.levels : request.rules.levels.slice(0, request.reached);
  // Who is both asks here and approves nothing.
  return levels.flatMap((level) => level.approvers).filter((person) => person !== request.requester);
};
