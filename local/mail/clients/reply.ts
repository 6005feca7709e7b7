import { html } from '../../../lambdas/core/html/markup.ts';

/** The mail that is answered, as its reader has it before him. */
export interface Original {
  readonly from: string;
  readonly fromName: string;
  readonly to: string;
  readonly subject: string;
  readonly messageId?: string | undefined;
  readonly date: Date;
  readonly text: string;
  readonly html?: string | undefined;
}

/** What a person writes, and to whom. */
export interface Answering {
  readonly from: string;
  readonly fromName: string;
  /** The reply address. */
  readonly to: string;
  /** Lines that the person writes. */
  readonly text: string;
  readonly date: Date;
  readonly language: Language;
  readonly original: Original;
}

export const languages = ['en', 'pt', 'de', 'fr', 'es', 'ja'] as const;
export type Language = (typeof languages)[number];

/** What a client makes of it before it is put into MIME; without `text` it is sent as HTML alone. */
export interface Draft {
  readonly text?: string | undefined;
  readonly html?: string | undefined;
  /** `Re: ` in the words of the client. */
  readonly subject: string;
  readonly mailer?: string | undefined;
  /** Lines are wrapped with a space at their end (RFC 3676). */
  readonly flowed?: boolean | undefined;
}

/** One mail program: what a reply looks like that is written in it. */
export type MailClient = (answering: Answering) => Draft;

const linesOf = (text: string): readonly string[] => text.trimEnd().split(/\r?\n/);

/** Each line behind `> `; an empty one behind `>`. */
export const quoted = (text: string): string =>
  linesOf(text)
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');

export const inHtml = (text: string): string => html`${text}`.markup;

/** Lines as HTML, one block each. */
export const blocks = (text: string, open: string, close: string): string =>
  linesOf(text)
    .map((line) => `${open}${line === '' ? '<br>' : inHtml(line)}${close}`)
    .join('\n');

/** The mail that is answered, as it stands in an HTML reply: its own HTML if it has one. */
export const originalInHtml = ({ html: part, text }: Original, open: string, close: string): string =>
  part === undefined ? blocks(text, open, close) : part.replace(/^.*<body[^>]*>|<\/body>.*$/gs, '');
