import MailComposer from 'nodemailer/lib/mail-composer';
import type { Answering, MailClient } from './reply.ts';

/** The raw mail that `client` sends: headers, threading and MIME as mail programs write them. */
export const writeReply = async (client: MailClient, answering: Answering): Promise<Buffer> => {
  const { subject, text, html, mailer, flowed = false } = client(answering);
  const composer = new MailComposer({
    from: { name: answering.fromName, address: answering.from },
    to: answering.to,
    subject,
    date: answering.date,
    messageId: `<${crypto.randomUUID()}@${answering.from.split('@')[1]}>`,
    inReplyTo: answering.original.messageId,
    references: answering.original.messageId,
    ...(flowed ? { alternatives: [{ contentType: FLOWED, content: text }] } : { text, html }),
    textEncoding: 'quoted-printable',
    newline: 'windows',
    headers: mailer === undefined ? {} : { 'X-Mailer': mailer },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
};

const FLOWED = 'text/plain; charset=utf-8; format=flowed';
