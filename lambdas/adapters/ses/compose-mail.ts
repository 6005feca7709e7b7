import MailComposer from 'nodemailer/lib/mail-composer';
import { LOOP_HEADER } from '../../core/reply/gate-automatic.ts';
import { isPlainMailbox } from '../../core/reply/mailbox.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';

/** One mail to one person, as text and as HTML. Addresses are bare mailboxes: no display name, no angle brackets. */
export interface MailToCompose {
  readonly from: string;
  readonly fromName?: string | undefined;
  readonly to: string;
  readonly replyTo?: string | undefined;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** With its angle brackets, as the next three. */
  readonly messageId: string;
  readonly inReplyTo?: string | undefined;
  readonly references?: string | undefined;
  /** `auto-replied` for an answer to somebody's mail, `auto-generated` (the default) for all others (RFC 3834). */
  readonly autoSubmitted?: 'auto-generated' | 'auto-replied' | undefined;
  readonly date?: Date | undefined;
  /** Names and values of A-Z a-z 0-9 - _ that SES tells again with what becomes of the mail. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
}

const HEADERS = ['from', 'fromName', 'to', 'replyTo', 'subject', 'messageId', 'inReplyTo', 'references'] as const;
const MAILBOXES = ['from', 'to', 'replyTo'] as const;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what would open a header of their own
const CONTROL = /[\u0000-\u001f\u007f\u2028\u2029]/;

const problem = (field: string, reason: string) => refuse<Refusal>({ rule: 'mail-not-composable', field, reason });

const TAG = /^[A-Za-z0-9_-]{1,256}$/;

/** SES reads the header; a tag that it would not take is our mistake. */
const tagHeader = (tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  const entries = Object.entries(tags);
  const wrong = entries.find((tag) => !tag.every((part) => TAG.test(part)));
  if (wrong) throw new Error(`the tag ${wrong[0]} holds more than letters, digits, - and _`);
  return entries.length === 0 ? {} : { 'X-SES-MESSAGE-TAGS': entries.map((tag) => tag.join('=')).join(', ') };
};

/** A header that could open another one, or an address that is not exactly one plain mailbox (threats.md T-09). */
function check(mail: MailToCompose): Result<MailToCompose> {
  const broken = HEADERS.find((name) => CONTROL.test(mail[name] ?? ''));
  if (broken !== undefined) return problem(broken, 'holds a line break or control character; remove it');
  const foreign = MAILBOXES.find((name) => mail[name] !== undefined && !isPlainMailbox(mail[name] ?? ''));
  if (foreign !== undefined) return problem(foreign, 'is not exactly one plain ASCII mailbox such as ana@example.com');
  return ok(mail);
}

/**
 * The raw bytes of a mail for `SendRawEmail`: exactly one recipient, RFC 2047 where a header is not ASCII, marked as
 * automatic and as ours, so that robots do not answer it and we never read it back. Quoted-printable, because the
 * composer otherwise wraps long lines itself (`format=flowed`) and would put a requester's word at a line's start.
 */
export async function composeMail(mail: MailToCompose): Promise<Result<Uint8Array>> {
  const checked = check(mail);
  if (!checked.ok) return checked;
  const composer = new MailComposer({
    from: { name: mail.fromName ?? '', address: mail.from },
    to: { name: '', address: mail.to },
    replyTo: mail.replyTo,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    messageId: mail.messageId,
    inReplyTo: mail.inReplyTo,
    references: mail.references,
    date: mail.date,
    textEncoding: 'quoted-printable',
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
    headers: {
      'Auto-Submitted': mail.autoSubmitted ?? 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      [LOOP_HEADER]: '1',
      ...tagHeader(mail.tags ?? {}),
    },
  });
  return ok(await composer.compile().build());
}
