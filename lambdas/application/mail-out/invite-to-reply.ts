import type { User } from '../../core/policy/schema.ts';
import type { Pending } from '../../core/request/state.ts';
import type { InvitationStore, ReplyToken } from '../ports/mail-ports.ts';
import type { Digest } from '../ports/ports.ts';

export interface Invite {
  readonly invitations: InvitationStore;
  readonly replyToken: ReplyToken;
  readonly digest: Digest;
  /** The domain whose mail we receive. */
  readonly replyDomain: string;
  /** Domains that publish DMARC: only their people are offered to reply (threats.md S-03). */
  readonly offeredDomains: readonly string[];
}

/**
 * The secret address to which this approver may reply, or undefined where none is offered. It is derived from what it
 * stands for, so that a repeated mail carries the same one, and only its hash is stored (design.md 7, threats.md I-02).
 */
export const inviteToReply = async (
  invite: Invite,
  { request, approver, ask }: { readonly request: Pending; readonly approver: User; readonly ask: number },
): Promise<string | undefined> => {
  const address = approver.email;
  const domain = address?.split('@')[1]?.toLowerCase();
  if (!(address && domain && request.rules.emailReply && invite.offeredDomains.includes(domain))) return undefined;
  const windowVersion = request.windows.length;
  const token = await invite.replyToken([request.id, request.level, approver.id, windowVersion, ask].join('|'));
  await invite.invitations.put({
    tokenHash: invite.digest(token),
    requestId: request.id,
    level: request.level,
    approver: approver.id,
    address,
    windowVersion,
    policyVersion: request.policyVersion,
    expiresAt: request.deadline,
  });
  return `r.${token}@${invite.replyDomain}`;
};
