import type { Holding, LockFields } from './owed-change.ts';
import type { Request } from './state.ts';

/** Who has an exclusive credential, and until when, in epoch milliseconds; longer only until the end is confirmed. */
export interface HeldBy {
  readonly by: string;
  readonly until: number;
}

/**
 * Who has the credential to themselves now (policy.md `exclusive`): the request whose use took it, as long as
 * its grant is not closed. Undefined: nobody, or the request of `exceptFor` itself.
 */
export const heldBy = ({ lock, grants }: Holding, exceptFor?: string): HeldBy | undefined => {
  const { holder } = lock;
  if (!holder || holder.requestId === exceptFor) return undefined;
  const grant = grants.find(({ requestId }) => requestId === holder.requestId);
  return grant && { by: holder.by, until: grant.end };
};

/** The lock once a use with an end takes an exclusive credential, or undefined where it has it already. */
export const lockAfterTaking = (lock: LockFields, { id, requester }: Request): LockFields | undefined =>
  lock.holder?.requestId === id ? undefined : { ...lock, holder: { requestId: id, by: requester } };
