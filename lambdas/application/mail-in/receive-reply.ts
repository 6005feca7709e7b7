import { takenWords } from '../../core/policy/reply-words.ts';
import { admitReceipt, admitReply, admitSender, type ReplyFacts } from '../../core/reply/gate.ts';
import type { ReplyAddress } from '../../core/reply/gate-receipt.ts';
import type { GateStop } from '../../core/reply/gate-refusal.ts';
import { readReply } from '../../core/reply/read-reply.ts';
import type { Step } from '../../core/request/effects.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Invitation } from '../ports/mail-ports.ts';
import type { StoredRequest } from '../ports/ports.ts';
import { makeChangeRequest } from '../requests/change-request.ts';
import { noteReachable } from './note-undelivered.ts';
import type { AdmittedReply, ReceivedMail, ReplyPorts } from './received-mail.ts';
import { hasVoted, makeRecordReplyVote } from './record-reply-vote.ts';
import { readReplyFacts } from './reply-facts.ts';

/**
 * A mailed reply: a claim, not an identity. It passes the gate of threats.md 2.0 in its order, is read by the grammar,
 * and becomes a vote like any other (mission.md A1 21, Q19, Q20). What is refused changes nothing and is recorded with
 * its rule and digest; only the right approver is ever answered, once an hour at most. A mail that was handled before is
 * not handled again: the token that it spent says so, or a mark of its own.
 */
export const makeReceiveReply = (ports: ReplyPorts) => {
  const handle = makeHandleMail(ports);
  return async (mail: ReceivedMail): Promise<void> => {
    if (await ports.handled.has(mail.messageId)) return;
    if ((await handle(mail)) !== 'token-spent') await ports.handled.add(mail.messageId, ports.clock());
  };
};

const makeHandleMail = (ports: ReplyPorts) => {
  const recordVote = makeRecordReplyVote(ports, makeChangeRequest(ports));
  return async (mail: ReceivedMail): Promise<'token-spent' | undefined> => {
    const admitted = await admit(ports, mail);
    if (!admitted.ok) {
      const isRepeat = admitted.refusal.invitation?.usedBy === mail.messageId;
      return isRepeat ? 'token-spent' : refuseReply(ports, mail, admitted.refusal);
    }
    await noteReachable(ports, admitted.value.invitation.approver);
    const head = await ports.policy.head();
    const words = head && takenWords(head.settings.replies);
    const reading = readReply(await ports.readLeaves(admitted.value.raw), words);
    return reading.decision === 'none'
      ? explain(ports, admitted.value, reading.reason)
      : recordVote(admitted.value, reading.decision, reading.comment);
  };
};

/** Why a mail was refused, and what was known of it by then. */
interface Stopped {
  readonly stop: GateStop;
  readonly invitation?: Invitation | undefined;
  readonly raw?: Uint8Array | undefined;
}

/** G0 to G7: the object is read only when its size, address and verdicts allow it. */
const admit = async (ports: ReplyPorts, mail: ReceivedMail): Promise<Result<AdmittedReply, Stopped>> => {
  const opened = await ports.mails.open(mail.messageId);
  const address = admitReceipt({ ...mail, sizeBytes: opened.sizeBytes, replyDomain: ports.replyDomain });
  if (!address.ok) {
    opened.leave();
    return refuse({ stop: address.refusal });
  }
  const raw = await opened.read();
  const gate = await gateFacts(ports, mail, address.value, raw);
  if (!gate.ok) return refuse({ stop: gate.refusal, raw });
  const { facts, stored } = gate.value;
  const { invitation } = facts;
  const admitted = admitReply(facts);
  return admitted.ok
    ? ok({ invitation: admitted.value, raw, mail, stored })
    : refuse({ stop: admitted.refusal, invitation, raw });
};

/** What the gate decides from, and the request as it was read for it. */
interface GateFacts {
  readonly facts: ReplyFacts<Invitation>;
  readonly stored: StoredRequest | undefined;
}

const gateFacts = async (
  ports: ReplyPorts,
  mail: ReceivedMail,
  replyAddress: ReplyAddress,
  raw: Uint8Array,
): Promise<Result<GateFacts, GateStop>> => {
  const sender = admitSender(Buffer.from(raw).toString('latin1'));
  if (!sender.ok) return sender;
  const { stored, ...known } = await readReplyFacts(ports, ports.digest(replyAddress.token));
  const facts = {
    ...known,
    sender: sender.value,
    replyAddress,
    receivedAt: mail.receivedAt,
    now: ports.clock(),
    envelopeSender: mail.envelopeSender,
    ownDomain: ports.replyDomain,
  };
  return ok({ facts, stored });
};

/** A refusal is recorded with its rule and the mail's digest, never its body (threats.md 2.0, R-03). */
const refuseReply = async (ports: ReplyPorts, mail: ReceivedMail, stopped: Stopped): Promise<undefined> => {
  const { stop, invitation, raw } = stopped;
  if (stop.rule === 'token-used' && invitation && (await hasVoted(ports, invitation.requestId, mail))) return;
  const entry = {
    type: stop.rule === 'token-used-by-other' ? 'ReplyTokenMisused' : 'ReplyRefused',
    actor: 'mail',
    requestId: invitation?.requestId,
    detail: { rule: stop.rule, messageId: mail.messageId, sha256: raw ? ports.digestBytes(raw) : null },
  };
  await ports.log.append(entry, await refusalSteps(ports, stop, invitation));
};

const refusalSteps = async (
  ports: ReplyPorts,
  stop: GateStop,
  invitation: Invitation | undefined,
): Promise<readonly Step[]> => {
  if (!invitation) return [];
  const { tokenHash, approver } = invitation;
  const now = ports.clock();
  if (stop.rule === 'token-used-by-other' && (await ports.invitations.mayWarn(tokenHash, now)))
    return [{ kind: 'mail', notice: 'token-misused', to: [approver] }];
  if (stop.answer === 'state' && (await ports.invitations.mayAnswer(tokenHash, now)))
    return [{ kind: 'mail', notice: 'reply-too-late', to: [approver] }];
  return [];
};

/** The right approver wrote something else than the word: nothing changes, and how to reply is explained. */
const explain = async (
  ports: ReplyPorts,
  { invitation, mail, raw }: AdmittedReply,
  rule: string,
): Promise<undefined> => {
  const mayAnswer = await ports.invitations.mayAnswer(invitation.tokenHash, ports.clock());
  const steps: Step[] = mayAnswer
    ? [{ kind: 'mail', notice: 'reply-not-understood', to: [invitation.approver], rule }]
    : [];
  const detail = { rule, messageId: mail.messageId, sha256: ports.digestBytes(raw) };
  const { approver: actor, requestId } = invitation;
  await ports.log.append({ type: 'ReplyNotUnderstood', actor, requestId, detail }, steps);
};
