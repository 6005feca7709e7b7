import PostalMime from 'postal-mime';

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
  readonly to: readonly string[];
  readonly replyTo: string | undefined;
  readonly subject: string;
  /** When it was delivered, ISO 8601. */
  readonly date: string;
  readonly text: string;
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
}

const open = async (raw: Buffer, id: number): Promise<Letter> => {
  const mail = await PostalMime.parse(raw);
  return {
    id,
    from: mail.from?.address ?? '',
    to: (mail.to ?? []).flatMap(({ address }) => address ?? []),
    replyTo: mail.replyTo?.[0]?.address,
    subject: mail.subject ?? '',
    date: new Date().toISOString(),
    text: mail.text ?? mail.html ?? '',
    attachments: mail.attachments.map(({ filename, mimeType }) => filename ?? mimeType),
    raw: raw.toString('latin1'),
  };
};

/** The mailboxes of the local cloud, in memory: they end with it. */
export const makeMailboxes = (known: () => readonly Person[]): Mailboxes => {
  const letters = new Map<string, Letter[]>();
  const byEmail = (email: string) => known().find((person) => person.email.toLowerCase() === email.toLowerCase());
  const put = async (owner: string, raw: Buffer) => {
    const box = letters.get(owner) ?? [];
    letters.set(owner, box);
    const letter = await open(raw, box.length + 1);
    box.push({ ...letter, id: box.length + 1 });
  };
  const deliver = async (raw: Buffer, recipients: readonly string[]) => {
    for (const owner of new Set(recipients.map((each) => byEmail(each)?.id ?? ELSEWHERE))) await put(owner, raw);
  };
  return { deliver, lettersOf: (id) => letters.get(id) ?? [], people: known, byEmail };
};
