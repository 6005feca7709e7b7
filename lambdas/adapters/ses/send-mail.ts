import { createHash } from 'node:crypto';
import { type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { Fault } from '../../application/fault.ts';
import type { OutgoingMail, SendMail } from '../../application/mail-ports.ts';
import { composeMail } from './compose-mail.ts';

export interface Sending {
  readonly from: string;
  readonly configurationSet: string;
  /**
   * The domain of our Message-IDs: where mail is received, the reply domain, which is ours alone. A mail that comes back
   * is known by it (threats.md S-11), so it must never be a domain at which people write.
   * @default the domain of `from`
   */
  readonly idDomain?: string | undefined;
}

/** Sends by SES `SendRawEmail`, the one call that carries Reply-To, headers and the raw message whole (design.md 7). */
export const sesSendMail =
  (client: SESClient, { from, configurationSet, idDomain = from.split('@')[1] ?? '' }: Sending): SendMail =>
  async (mail) => {
    const composed = await composeMail(addressed(mail, from, idDomain));
    if (!composed.ok) throw new Fault('MailNotComposable', composed.refusal.reason, { retryable: false });
    await client.send(
      new SendRawEmailCommand({
        Source: from,
        Destinations: [mail.to],
        ConfigurationSetName: configurationSet,
        RawMessage: { Data: composed.value },
      }),
    );
  };

/** All mails about a request refer to the same thread, so that a mail client shows them as one conversation. */
const addressed = (mail: OutgoingMail, from: string, domain: string) => {
  const content = createHash('sha256').update(`${mail.to}\n${mail.subject}\n${mail.text}`).digest('hex').slice(0, 16);
  const thread = `<${mail.requestId}@${domain}>`;
  return {
    from,
    fromName: 'Countersign',
    to: mail.to,
    replyTo: mail.replyTo,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.requestId}.${content}@${domain}>`,
    inReplyTo: thread,
    references: thread,
    autoSubmitted: mail.autoSubmitted,
  };
};
