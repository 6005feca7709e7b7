import { ok, type Result } from '../../core/result.ts';
import type { PolicyReader } from '../ports/ports.ts';
import type { Unreachable, UnreachableReader } from '../ports/undelivered-ports.ts';
import { hasAddress } from './note-undelivered.ts';

export interface ListUndeliveredPorts {
  readonly unreachable: UnreachableReader;
  readonly policy: Pick<PolicyReader, 'people'>;
}

/** Whom mail does not reach; `name` is absent for an address that is nobody's of the policy. */
export type UnreachablePerson = Unreachable & { readonly name?: string | undefined };

/** Whom mail does not reach, longest first. Who has another address since, or left the policy, is not meant any more. */
export const makeListUndelivered =
  (ports: ListUndeliveredPorts) => async (): Promise<Result<readonly UnreachablePerson[]>> => {
    const all = await ports.unreachable.all();
    const people = await ports.policy.people(all.map(({ who }) => who));
    const named = all.map((each): UnreachablePerson => ({ ...each, name: people[each.who]?.name }));
    const current = named.filter(({ who, address }) => who === address || hasAddress(people[who], address));
    return ok(current.toSorted((a, b) => a.since - b.since));
  };
