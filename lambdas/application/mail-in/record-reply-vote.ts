import type { CastVote } from '../../core/request/commands.ts';
import type { Step } from '../../core/request/effects.ts';
import type { Verdict } from '../../core/request/state.ts';
import { ok, refuse } from '../../core/result.ts';
import { Fault } from '../fault.ts';
import type { makeChangeRequest, Prepare } from '../requests/change-request.ts';
import type { AdmittedReply, ReceivedMail, ReplyPorts } from './received-mail.ts';

const levelClosed = refuse({ rule: 'level-closed', reason: 'The level that this mail asked has decided already.' });

/** Nobody sits before this call to try again: the mail is delivered again instead, so that no vote is lost. */
const conflict = (requestId: string): Fault =>
  new Fault('ReplyConflict', `others kept changing request ${requestId} while a reply voted on it`);

/**
 * The vote of an admitted reply, bound to the level and the window version of its invitation. The token is spent by the
 * vote, and says by which mail; where the request has moved on, the approver is told how it stands (mission.md Q20).
 */
export const makeRecordReplyVote =
  (ports: ReplyPorts, changeRequest: ReturnType<typeof makeChangeRequest>) =>
  async (reply: AdmittedReply, verdict: Verdict, comment: string): Promise<'token-spent' | undefined> => {
    const { invitation, mail, stored } = reply;
    const command = voteOf(ports, reply, verdict, comment);
    const prepare: Prepare = async ({ request }) =>
      request.name === 'pending' && request.level !== invitation.level ? levelClosed : ok({ command });
    const outcome = await changeRequest(invitation.requestId, prepare, stored);
    if (outcome.ok || (await hasVoted(ports, invitation.requestId, mail))) {
      const spent = await ports.invitations.markUsed(invitation.tokenHash, ports.clock(), mail.messageId);
      return spent ? 'token-spent' : undefined;
    }
    if (outcome.refusal.rule === 'try-again') throw conflict(invitation.requestId);
    return tellState(ports, reply, outcome.refusal.rule);
  };

/** Whether this very mail has voted already: then its handling died before its end, and it is a repeat, not too late. */
export const hasVoted = async (
  { requests }: Pick<ReplyPorts, 'requests'>,
  requestId: string,
  { messageId }: ReceivedMail,
): Promise<boolean> =>
  (await requests.history(requestId)).some(({ type, detail }) => {
    const { evidence } = detail as { readonly evidence?: { readonly messageId?: string } };
    return type === 'VoteCast' && evidence?.messageId === messageId;
  });

const voteOf = (ports: ReplyPorts, reply: AdmittedReply, verdict: Verdict, comment: string): CastVote => ({
  type: 'vote',
  by: reply.invitation.approver,
  verdict,
  windowVersion: reply.invitation.windowVersion,
  comment: comment === '' ? undefined : comment,
  channel: 'mail',
  evidence: {
    messageId: reply.mail.messageId,
    sha256: ports.digestBytes(reply.raw),
    dmarc: reply.mail.verdicts.dmarcVerdict?.status ?? '',
    invitedUnderPolicy: String(reply.invitation.policyVersion),
  },
});

const tellState = async (ports: ReplyPorts, { invitation, mail }: AdmittedReply, rule: string): Promise<undefined> => {
  const mayAnswer = await ports.invitations.mayAnswer(invitation.tokenHash, ports.clock());
  const steps: Step[] = mayAnswer ? [{ kind: 'mail', notice: 'reply-too-late', to: [invitation.approver] }] : [];
  const { approver: actor, requestId } = invitation;
  await ports.log.append(
    { type: 'ReplyRefused', actor, requestId, detail: { rule, messageId: mail.messageId } },
    steps,
  );
};
