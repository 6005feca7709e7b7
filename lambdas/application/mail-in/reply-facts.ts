import type { ReplyFacts } from '../../core/reply/gate.ts';
import type { People } from '../../core/request/people.ts';
import { seatsOf } from '../../core/request/seat.ts';
import type { Request } from '../../core/request/state.ts';
import { readPeople, type StandingPorts } from '../people/standings.ts';
import type { Invitation, InvitationStore } from '../ports/mail-ports.ts';
import type { RequestStore, StoredRequest } from '../ports/ports.ts';

export interface ReplyFactsPorts extends StandingPorts {
  readonly invitations: InvitationStore;
  readonly requests: Pick<RequestStore, 'load'>;
}

type KnownOfToken = Pick<ReplyFacts<Invitation>, 'invitation' | 'approver' | 'requester'> & {
  /** The request that it is about. */
  readonly stored?: StoredRequest | undefined;
};

/** What is known of a token, by its hash: whom it was mailed to, and how that person stands now (threats.md G5a, G6). */
export const readReplyFacts = async (ports: ReplyFactsPorts, tokenHash: string): Promise<KnownOfToken> => {
  const invitation = await ports.invitations.find(tokenHash);
  const stored = invitation && (await ports.requests.load(invitation.requestId));
  if (!(invitation && stored)) return { invitation: undefined, approver: undefined, requester: '' };
  const { request } = stored;
  const { users, standings } = await readPeople(ports, request, invitation.approver);
  const person = users[invitation.approver];
  const inLevel = 'rules' in request && votesAt(request, invitation, standings);
  return {
    invitation,
    stored,
    requester: request.requester,
    approver: person?.email === undefined ? undefined : { address: person.email, enabled: person.enabled, inLevel },
  };
};

/** The invited person still has a seat at the level, the own one or that of somebody absent; the gate knows requesters. */
const votesAt = (
  request: Extract<Request, { readonly rules: unknown }>,
  { level, approver }: Invitation,
  people: People,
): boolean => approver === request.requester || seatsOf(request, approver, people).some((seat) => seat.level === level);
