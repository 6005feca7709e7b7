import { randomBytes } from 'node:crypto';
import { answerLetter, replyForm } from './answer-letter.ts';
import { ELSEWHERE, type Letter, type Mailboxes, type Person } from './mailboxes.ts';
import { galleryPage } from './pages/gallery-page.ts';
import { mailboxPage } from './pages/mailbox-page.ts';
import { peoplePage } from './pages/people-page.ts';

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
  readonly location?: string | undefined;
  /** Lets the one script of the page run. */
  readonly nonce?: string | undefined;
  /** The mailbox whose new mail is told, as an event stream. */
  readonly streamOf?: string | undefined;
}

export interface Mailing {
  readonly mailboxes: Mailboxes;
  /** The deployed API, to which the pages of the application are passed on. */
  readonly apiUrl: () => string;
  readonly smtpPort: number;
}

const page = (body: string, nonce?: string): Answer => ({ status: 200, type: 'text/html; charset=utf-8', body, nonce });
const json = (value: unknown): Answer => ({ status: 200, type: 'application/json', body: JSON.stringify(value) });
const eml = ({ raw }: Letter): Answer => ({ status: 200, type: 'message/rfc822', body: Buffer.from(raw, 'latin1') });
const stream = (owner: string): Answer => ({ status: 200, type: 'text/event-stream', body: '', streamOf: owner });

export const plain = (status: number, body: string): Answer => ({ status, type: 'text/plain; charset=utf-8', body });

const nothingHere = plain(404, 'Nothing here. GET / lists the mailboxes.\n');
const MAILBOX = /^\/mailbox\/([^/]+?)(\.json|\/events|\/(\d+)\.eml)?$/;
const REPLY = /^\/mailbox\/([^/]+)\/(\d+)\/reply$/;

const ownerOf = (mailboxes: Mailboxes, encoded = ''): string | undefined => {
  const id = decodeURIComponent(encoded);
  return id === ELSEWHERE || mailboxes.people().some((person) => person.id === id) ? id : undefined;
};

const opened = (owner: string, letters: readonly Letter[], query: URLSearchParams): Answer => {
  const nonce = randomBytes(16).toString('base64');
  const open = query.has('mail') ? Number(query.get('mail')) : undefined;
  const told = query.get('told') ?? undefined;
  return page(mailboxPage({ owner, letters, query: query.get('q') ?? '', open, told, nonce }), nonce);
};

const mailboxAnswer = (mailboxes: Mailboxes, match: RegExpExecArray, query: URLSearchParams): Answer => {
  const [, encoded, part = '', number] = match;
  const owner = ownerOf(mailboxes, encoded);
  if (owner === undefined) return nothingHere;
  const letters = mailboxes.lettersOf(owner);
  if (part === '.json') return json(letters);
  if (part === '/events') return stream(owner);
  if (part === '') return opened(owner, letters, query);
  const letter = letters.find(({ id }) => id === Number(number));
  return letter === undefined ? nothingHere : eml(letter);
};

const gallery = (query: URLSearchParams): Answer => {
  const body = galleryPage(query.get('mail'));
  return body === undefined ? nothingHere : page(body);
};

/** What a GET finds. */
export const read = ({ mailboxes }: Mailing, url: URL): Answer => {
  if (url.pathname === '/') return page(peoplePage(mailboxes));
  if (url.pathname === '/gallery') return gallery(url.searchParams);
  const mailbox = MAILBOX.exec(url.pathname);
  return mailbox === null ? nothingHere : mailboxAnswer(mailboxes, mailbox, url.searchParams);
};

const sendReply = async ({ smtpPort }: Mailing, person: Person, letter: Letter, body: string): Promise<string> => {
  const form = replyForm.safeParse(Object.fromEntries(new URLSearchParams(body)));
  if (!form.success) return `Not sent: ${form.error.issues[0]?.message}`;
  try {
    return `Sent. The mail server said: ${await answerLetter(smtpPort, { person, letter, form: form.data })}`;
  } catch (error) {
    return `Not sent: ${error instanceof Error ? error.message : String(error)}`;
  }
};

/** What a POST does: it sends the reply of the form and goes back to the mail, which says what became of it. */
export const write = async (mailing: Mailing, url: URL, body: string): Promise<Answer> => {
  const [, encoded, number] = REPLY.exec(url.pathname) ?? [];
  const owner = ownerOf(mailing.mailboxes, encoded);
  const person = mailing.mailboxes.people().find(({ id }) => id === owner);
  const letter = person && mailing.mailboxes.lettersOf(person.id).find(({ id }) => id === Number(number));
  if (!(person && letter))
    return plain(405, 'Mail is read here, by GET; a reply is a POST to /mailbox/<id>/<n>/reply.\n');
  const told = await sendReply(mailing, person, letter, body);
  const location = `/mailbox/${encodeURIComponent(person.id)}?${new URLSearchParams({ mail: String(letter.id), told })}`;
  return { ...plain(303, ''), location };
};
