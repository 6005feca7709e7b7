import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { ELSEWHERE, type Letter, type Mailboxes } from './mailboxes.ts';
import { mailboxPage, peoplePage } from './page.ts';
import { requestPage } from './request-page.ts';
import type { Listening } from './smtp.ts';

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
}

const html = (body: string, status = 200): Answer => ({ status, type: 'text/html; charset=utf-8', body });
const json = (value: unknown): Answer => ({ status: 200, type: 'application/json', body: JSON.stringify(value) });
const text = (status: number, body: string): Answer => ({ status, type: 'text/plain; charset=utf-8', body });
const eml = ({ raw }: Letter): Answer => ({ status: 200, type: 'message/rfc822', body: Buffer.from(raw, 'latin1') });

const nothingHere = text(404, 'Nothing here. GET / lists the mailboxes.\n');
const MAILBOX = /^\/mailbox\/([^/]+?)(\.json|\/(\d+)\.eml)?$/;
const REQUEST = /^\/requests\/([^/]+)$/;

const mailboxAnswer = (mailboxes: Mailboxes, [, encoded = '', part = '', number]: RegExpExecArray): Answer => {
  const owner = decodeURIComponent(encoded);
  if (owner !== ELSEWHERE && !mailboxes.people().some(({ id }) => id === owner)) return nothingHere;
  const letters = mailboxes.lettersOf(owner);
  if (part === '.json') return json(letters);
  if (part === '') return html(mailboxPage(owner, letters));
  const letter = letters.find(({ id }) => id === Number(number));
  return letter === undefined ? nothingHere : eml(letter);
};

const answer = (mailboxes: Mailboxes, apiUrl: () => string, path: string): Answer => {
  if (path === '/') return html(peoplePage(mailboxes));
  const mailbox = MAILBOX.exec(path);
  if (mailbox !== null) return mailboxAnswer(mailboxes, mailbox);
  const request = REQUEST.exec(path);
  return request === null ? nothingHere : html(requestPage(decodeURIComponent(request[1] ?? ''), apiUrl()));
};

const HEADERS = {
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

const send = (response: ServerResponse, { status, type, body }: Answer): void => {
  response.writeHead(status, { ...HEADERS, 'content-type': type });
  response.end(body);
};

/** Only by its own address: a page of another site that gets itself the address 127.0.0.1 reads no mail. */
const isOwnHost = (host: string | undefined, port: number): boolean =>
  host === `127.0.0.1:${port}` || host === `localhost:${port}`;

const respond = (request: IncomingMessage, port: number, read: (path: string) => Answer): Answer => {
  if (!isOwnHost(request.headers.host, port)) return text(421, 'This page is read at 127.0.0.1.\n');
  if (request.method !== 'GET' && request.method !== 'HEAD') return text(405, 'Mail is read here, by GET.\n');
  try {
    return read((request.url ?? '/').split('?', 1)[0] ?? '/');
  } catch (error) {
    if (error instanceof URIError) return text(400, 'The address is not well written.\n');
    throw error;
  }
};

/**
 * The mailbox page on loopback: `/` people, `/mailbox/<id>` a person's mail, `.json` the same as data, `/<n>.eml` one
 * raw mail. It reads only; `apiUrl` is for the page to which the links in mails lead.
 */
export const listenForReaders = async (
  mailboxes: Mailboxes,
  port: number,
  apiUrl: () => string,
): Promise<Listening> => {
  const read = (path: string) => answer(mailboxes, apiUrl, path);
  const server = createServer((request, response) => send(response, respond(request, port, read)));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port, stop };
};
