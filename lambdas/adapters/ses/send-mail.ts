import { createHash } from 'node:crypto';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { Fault } from '../../application/fault.ts';
import {
  MAIL_QUOTA_SPENT,
  MAIL_THROTTLED,
  type OutgoingMail,
  type SendMail,
} from '../../application/ports/mail-ports.ts';
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
    const command = new SendRawEmailCommand({
      Source: from,
      Destinations: [mail.to],
      ConfigurationSetName: configurationSet,
      RawMessage: { Data: composed.value },
    });
    await client.send(command).catch((error: unknown) => {
      throw asPutOff(error) ?? error;
    });
  };

/** Throttled calls must come out at once: a client that waits by itself knows neither the rate nor what is urgent. */
export const sesClient = (): SESClient => new SESClient({ maxAttempts: 1 });

const THROTTLED: readonly string[] = ['Throttling', 'ThrottlingException', 'TooManyRequestsException', 'LimitExceeded'];

/** SES has one code for its limits of a second and of a day, and tells them apart by the message. */
const asPutOff = (cause: unknown): Fault | undefined => {
  if (!(cause instanceof Error && THROTTLED.includes(cause.name))) return undefined;
  return /daily/i.test(cause.message)
    ? new Fault(MAIL_QUOTA_SPENT, 'SES takes no more mails today', { cause })
    : new Fault(MAIL_THROTTLED, 'SES takes no more mails in this second', { cause });
};

/** What SES tells again with a bounce or a complaint. Tags take letters, digits, - and _ alone: ids of people have dots, too. */
const tagsOf = ({ requestId, notice, person }: OutgoingMail): Readonly<Record<string, string>> => ({
  request: requestId,
  notice,
  ...(person === undefined ? {} : { person: Buffer.from(person, 'utf8').toString('base64url') }),
});

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
    tags: tagsOf(mail),
  };
};
