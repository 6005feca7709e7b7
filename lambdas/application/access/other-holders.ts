import type { Request } from '../../core/request/state.ts';
import { isLive } from '../../core/request/window.ts';
import type { Clock, CustodyStore, PolicyReader, RequestStore } from '../ports/ports.ts';

interface HolderPorts {
  readonly clock: Clock;
  readonly custody: Pick<CustodyStore, 'read'>;
  readonly requests: Pick<RequestStore, 'load'>;
  readonly policy: Pick<PolicyReader, 'people'>;
}

/** Somebody whose access to a credential is live, by the name that people know, and when it ends. */
export interface Holder {
  readonly name: string;
  readonly until: number;
}

/** Who else has access to the credential of a request now. For approvers only: a requester is not told of others. */
export const readOtherHolders = async (ports: HolderPorts, { id, credential }: Request): Promise<readonly Holder[]> => {
  const { grants } = await ports.custody.read(credential);
  const live = grants.filter((grant) => grant.requestId !== id && isLive(grant, ports.clock()));
  if (live.length === 0) return [];
  const requests = await Promise.all(live.map(({ requestId }) => ports.requests.load(requestId)));
  const people = requests.map((stored) => stored?.request.requester ?? '');
  const users = await ports.policy.people(people);
  return live.map(({ end }, index) => {
    const person = people[index] ?? '';
    return { name: users[person]?.name ?? person, until: end };
  });
};
