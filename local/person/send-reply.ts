import { sendAs } from '../mail/send-as.ts';
import type { Letter } from './read-mail.ts';

export interface Reply {
  readonly letter: Letter;
  /** What the person writes above the quoted mail. */
  readonly text: string;
  /** Verdicts that the receiving side shall give, such as `dmarc=FAIL`; for tests. */
  readonly verdicts?: string | undefined;
}

/** Sends a top-posted reply with the original quoted below, by SMTP, signed in as the person. */
export const sendReply = async (
  smtp: { readonly host: string; readonly port: number },
  person: { readonly email: string; readonly password: string },
  { letter, text, verdicts }: Reply,
): Promise<string> => {
  if (letter.replyTo === undefined) throw new Error(`the mail "${letter.subject}" has no reply address`);
  const raw = rawReply(person.email, { ...letter, replyTo: letter.replyTo }, text);
  const hook = verdicts === undefined ? '' : `X-Local-Verdicts: ${verdicts}\r\n`;
  await sendAs(smtp, person, { to: letter.replyTo, raw: hook + raw });
  return raw;
};

const rawReply = (from: string, letter: Letter & { readonly replyTo: string }, text: string): string => {
  const quoted = letter.text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => `> ${line}`);
  const lines = [
    `From: ${from}`,
    `To: ${letter.replyTo}`,
    `Subject: Re: ${letter.subject}`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${crypto.randomUUID()}@${from.split('@')[1]}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    ...text.split('\n'),
    '',
    `On ${letter.date}, ${letter.from} wrote:`,
    ...quoted,
    '',
  ];
  return lines.join('\r\n');
};
