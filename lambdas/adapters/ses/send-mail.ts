import { createHash } from 'node:crypto';
import { type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { Fault } from '../../application/fault.ts';
import type { OutgoingMail, SendMail } from '../../application/mail-ports.ts';
import { composeMail } from './compose-mail.ts';

export interface Sending {
  readonly from: string;
  readonly configurationSet: string;
}

/** Sends by SES `SendRawEmail`, the one call that carries Reply-To, headers and the raw message whole (design.md 7). */
export const sesSendMail =
  (client: SESClient, { from, configurationSet }: Sending): SendMail =>
  async (mail) => {
    const composed = await composeMail(addressed(mail, from));
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
const addressed = (mail: OutgoingMail, from: string) => {
  const domain = from.split('@')[1] ?? '';
  const content = createHash('sha256').update(`${mail.to}\n${mail.subject}\n${mail.text}`).digest('hex').slice(0, 16);
  return {
    from,
    fromName: 'Countersign',
    to: mail.to,
    replyTo: mail.replyTo,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: `<${mail.requestId}.${content}@${domain}>`,
    references: `<${mail.requestId}@${domain}>`,
    autoSubmitted: mail.autoSubmitted,
  };
};
