import { type Result, refuse } from '../result.ts';
import { type AutomaticFacts, checkAutomatic } from './gate-automatic.ts';
import { checkDate, checkRecipientsHeader, checkToken } from './gate-freshness.ts';
import { type ApproverNow, checkIdentity, type InvitationFacts, knownInvitation } from './gate-identity.ts';
import {
  checkSize,
  checkVerdicts,
  MAX_MAIL_BYTES,
  type ReplyAddress,
  tokenFromRecipients,
  type Verdicts,
} from './gate-receipt.ts';
import type { GateAnswer, GateRefusal, GateStop } from './gate-refusal.ts';
import { readSender, type Sender } from './gate-sender.ts';

/** What the event and the size of the stored object tell, before the mail itself is fetched. */
export interface ReceiptFacts {
  readonly sizeBytes: number;
  /** `receipt.recipients`: the envelope, not a header. */
  readonly recipients: readonly string[];
  readonly verdicts: Verdicts;
  readonly replyDomain: string;
  readonly maxBytes?: number | undefined;
}

const stop = (rule: GateRefusal, answer: GateAnswer = 'silent') => refuse<GateStop>({ rule, answer });

/** G0, G2 and G3, in this order, for one record of the event (G1: the caller goes through all of them). */
export function admitReceipt(receipt: ReceiptFacts): Result<ReplyAddress, GateStop> {
  const size = checkSize(receipt.sizeBytes, receipt.maxBytes ?? MAX_MAIL_BYTES);
  if (!size.ok) return stop(size.refusal);
  const token = tokenFromRecipients(receipt.recipients, receipt.replyDomain);
  if (!token.ok) return stop(token.refusal);
  const verdicts = checkVerdicts(receipt.verdicts);
  return verdicts.ok ? token : stop(verdicts.refusal);
}

/** G4, on the raw mail as a latin1 string. */
export function admitSender(raw: string): Result<Sender, GateStop> {
  const sender = readSender(raw);
  return sender.ok ? sender : stop(sender.refusal);
}

/** What is known once the token was looked up. Instants are epoch milliseconds. */
export interface ReplyFacts<I extends InvitationFacts = InvitationFacts> {
  readonly sender: Sender;
  readonly replyAddress: ReplyAddress;
  readonly invitation: I | undefined;
  readonly approver: ApproverNow | undefined;
  /** The id of the person who asked for access. */
  readonly requester: string;
  /** When SES received the mail. */
  readonly receivedAt: number;
  readonly now: number;
  readonly envelopeSender: AutomaticFacts['envelopeSender'];
  readonly ownDomain: AutomaticFacts['ownDomain'];
}

/** The part of G5b and G7 that says whether a person wrote this mail for this token, and wrote it now. */
function checkMail(facts: ReplyFacts): Result<undefined, GateRefusal> {
  const { fields, address } = facts.sender;
  const date = checkDate(fields, facts.receivedAt);
  if (!date.ok) return date;
  const recipients = checkRecipientsHeader(fields, facts.replyAddress.address);
  if (!recipients.ok) return recipients;
  return checkAutomatic({ fields, sender: address, envelopeSender: facts.envelopeSender, ownDomain: facts.ownDomain });
}

/**
 * G5a, G6, G5b and G7, in this order. Only a spent or expired token of the right approver may be answered, and only
 * if the mail is neither a replay nor a robot's: those get no answer whatever their token says.
 */
export function admitReply<I extends InvitationFacts>(facts: ReplyFacts<I>): Result<I, GateStop> {
  const invitation = knownInvitation(facts.invitation);
  if (!invitation.ok) return stop(invitation.refusal);
  const identity = checkIdentity({ ...facts, sender: facts.sender.address, invitation: invitation.value });
  if (!identity.ok) return stop(identity.refusal);
  const token = checkToken(invitation.value, facts.now);
  const mail = checkMail(facts);
  if (!token.ok) return stop(token.refusal, mail.ok ? 'state' : 'silent');
  return mail.ok ? invitation : stop(mail.refusal);
}
