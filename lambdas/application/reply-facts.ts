import type { ReplyFacts } from '../core/reply/gate.ts';
import { levelOf } from '../core/request/tally.ts';
import type { Invitation, InvitationStore, PolicyReader, RequestStore } from './ports.ts';
import { readStandings } from './standings.ts';

export interface ReplyFactsPorts {
  readonly invitations: InvitationStore;
  readonly policy: PolicyReader;
  readonly requests: Pick<RequestStore, 'load'>;
}

/** What is known of a token, by its hash: whom it was mailed to, and how that person stands now (threats.md G5a, G6). */
export const readReplyFacts = async (
  { invitations, policy, requests }: ReplyFactsPorts,
  tokenHash: string,
): Promise<Pick<ReplyFacts<Invitation>, 'invitation' | 'approver' | 'requester'>> => {
  const invitation = await invitations.find(tokenHash);
  const stored = invitation && (await requests.load(invitation.requestId));
  if (!(invitation && stored)) return { invitation: undefined, approver: undefined, requester: '' };
  const { request } = stored;
  const [people, standings] = await Promise.all([
    policy.people([invitation.approver]),
    readStandings(policy, request, invitation.approver),
  ]);
  const person = people[invitation.approver];
  const standing = standings[invitation.approver];
  const listed = 'rules' in request && levelOf(request, invitation.level).approvers.includes(invitation.approver);
  return {
    invitation,
    requester: request.requester,
    approver:
      person?.email === undefined
        ? undefined
        : { address: person.email, enabled: person.enabled, inLevel: listed && standing?.named === true },
  };
};
