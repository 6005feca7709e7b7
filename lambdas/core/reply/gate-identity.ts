import { ok, type Result, refuse } from '../result.ts';
import type { GateRefusal } from './gate-refusal.ts';
import { sameMailbox } from './mailbox.ts';

/** What the token was mailed for, as it was stored (threats.md G5a). */
export interface InvitationFacts {
  readonly approver: string;
  /** The address that the token was mailed to. */
  readonly address: string;
  readonly expiresAt: number;
  readonly usedAt?: number | undefined;
}

/** How the invited approver stands at this moment; undefined if the policy knows the person no more. */
export interface ApproverNow {
  readonly address: string;
  readonly enabled: boolean;
  /** Still named by the level that the invitation is for. */
  readonly inLevel: boolean;
}

/** G5a: the token is one of ours. */
export const knownInvitation = <I extends InvitationFacts>(invitation: I | undefined): Result<I, GateRefusal> =>
  invitation === undefined ? refuse('token-unknown') : ok(invitation);

export interface IdentityFacts {
  /** The From address that passed DMARC. */
  readonly sender: string;
  readonly invitation: InvitationFacts;
  readonly approver: ApproverNow | undefined;
  /** The id of the person who asked for access. */
  readonly requester: string;
}

/**
 * G6: the sender is the invited person, at the address that the token was sent to and that is still his (an address
 * that moved to a colleague does not carry the vote along, S-13), he may still decide, and he did not ask himself.
 */
export function checkIdentity({
  sender,
  invitation,
  approver,
  requester,
}: IdentityFacts): Result<undefined, GateRefusal> {
  if (!sameMailbox(sender, invitation.address)) return refuse('token-used-by-other');
  if (approver === undefined || !approver.enabled) return refuse('approver-inactive');
  if (!sameMailbox(approver.address, invitation.address)) return refuse('address-changed');
  if (!approver.inLevel) return refuse('approver-not-in-level');
  return invitation.approver === requester ? refuse('requester-own') : ok(undefined);
}
