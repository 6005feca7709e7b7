import type { Verdicts } from '../../core/reply/gate-receipt.ts';
import type { HandledMails, Invitation, InvitationStore, MailStore, ReadLeaves } from '../ports/mail-ports.ts';
import type { StoredRequest, VaultLog } from '../ports/ports.ts';
import type { UnreachableStore } from '../ports/undelivered-ports.ts';
import type { ChangePorts } from '../requests/change-request.ts';

export type ReplyPorts = ChangePorts & {
  readonly invitations: InvitationStore;
  readonly log: VaultLog;
  readonly unreachable: UnreachableStore;
  readonly mails: MailStore;
  readonly handled: HandledMails;
  readonly readLeaves: ReadLeaves;
  readonly replyDomain: string;
  /** SHA-256 of the raw bytes, as hexadecimal digits. */
  readonly digestBytes: (bytes: Uint8Array) => string;
};

/** One record of the SES event: what the receipt says, never what a header claims (threats.md S-04). */
export interface ReceivedMail {
  readonly messageId: string;
  readonly recipients: readonly string[];
  readonly verdicts: Verdicts;
  readonly envelopeSender: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

/** A mail that came through the gate: whose it is and what it says. */
export interface AdmittedReply {
  readonly invitation: Invitation;
  readonly raw: Uint8Array;
  readonly mail: ReceivedMail;
  /** The request as the gate read it. */
  readonly stored: StoredRequest | undefined;
}
