import { EventEmitter } from 'node:events';
import PostalMime from 'postal-mime';
import { type Header, headersOf, valuesOf } from './raw-message.ts';

/** Someone who signs in here and has mail. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** A mail as it lies in a mailbox; `id` counts from 1 in that mailbox. */
export interface Letter {
  readonly id: number;
  readonly from: string;
  readonly fromName: string;
  readonly to: readonly string[];
  readonly replyTo: string | undefined;
  readonly subject: string;
  /** When it was delivered, ISO 8601. */
  readonly date: string;
  readonly text: string;
  /** The HTML part as it came, if there is one. */
  readonly html: string | undefined;
  readonly messageId: string | undefined;
  /** All headers in their order, unfolded. */
  readonly headers: readonly Header[];
  readonly attachments: readonly string[];
  readonly raw: string;
}

/** Whose mail it is that is addressed to nobody here. */
export const ELSEWHERE = 'elsewhere';

export interface Mailboxes {
  /** Puts a mail into the mailboxes of its recipients; mail for nobody here goes to `elsewhere`. */
  deliver(raw: Buffer, recipients: readonly string[]): Promise<void>;
  /** Oldest first. */
  lettersOf(id: string): readonly Letter[];
  people(): readonly Person[];
  byEmail(email: string): Person | undefined;
  /** Calls `hear` at each mail for this mailbox, until the answer is called. */
  listen(id: string, hear: () => void): () => void;
}

const open = async (raw: Buffer, id: number): Promise<Letter> => {
  const mail = await PostalMime.parse(raw);
  const headers = headersOf(raw);
  return {
    id,
    from: mail.from?.address ?? '',
    fromName: mail.from?.name ?? '',
    to: (mail.to ?? []).flatMap(({ address }) => address ?? []),
    replyTo: mail.replyTo?.[0]?.address,
    subject: mail.subject ?? '',
    date: new Date().toISOString(),
    text: mail.text ?? mail.html ?? '',
    html: mail.html,
    messageId: valuesOf(headers, 'message-id')[0],
    headers,
    attachments: mail.attachments.map(({ filename, mimeType }) => filename ?? mimeType),
    raw: raw.toString('latin1'),
  };
};

/** The mailboxes of the local cloud, in memory: they end with it. */
export const makeMailboxes = (known: () => readonly Person[]): Mailboxes => {
  const letters = new Map<string, Letter[]>();
  const arrivals = new EventEmitter().setMaxListeners(0);
  const byEmail = (email: string) => known().find((person) => person.email.toLowerCase() === email.toLowerCase());
  const put = async (owner: string, raw: Buffer) => {
    const box = letters.get(owner) ?? [];
    letters.set(owner, box);
    const letter = await open(raw, box.length + 1);
    box.push({ ...letter, id: box.length + 1 });
    arrivals.emit(`mail:${owner}`);
  };
  const deliver = async (raw: Buffer, recipients: readonly string[]) => {
    for (const owner of new Set(recipients.map((each) => byEmail(each)?.id ?? ELSEWHERE))) await put(owner, raw);
  };
  const listen = (id: string, hear: () => void) => {
    arrivals.on(`mail:${id}`, hear);
    return () => void arrivals.off(`mail:${id}`, hear);
  };
  return { deliver, lettersOf: (id) => letters.get(id) ?? [], people: known, byEmail, listen };
};
