import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Answer, type Mailing, plain, read, write } from './mailbox-routes.ts';
import type { Mailboxes } from './mailboxes.ts';
import { isPageOfApplication, passOn } from './pass-on.ts';
import type { Listening } from './smtp.ts';

const policyOf = (nonce: string | undefined): string =>
  [
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ...(nonce === undefined ? [] : [`script-src 'nonce-${nonce}'; connect-src 'self'`]),
  ].join('; ');

const headersOf = ({ type, location, nonce }: Answer) => ({
  'content-type': type,
  ...(location === undefined ? {} : { location }),
  'content-security-policy': policyOf(nonce),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
});

const tellNewMail = (mailboxes: Mailboxes, owner: string, response: ServerResponse): void => {
  const stop = mailboxes.listen(owner, () => response.write('data: mail\n\n'));
  response.on('close', stop);
};

const send = (mailboxes: Mailboxes, response: ServerResponse, answer: Answer): void => {
  response.writeHead(answer.status, headersOf(answer));
  if (answer.streamOf === undefined) response.end(answer.body);
  else {
    response.flushHeaders();
    tellNewMail(mailboxes, answer.streamOf, response);
  }
};

const ownHosts = (port: number): readonly string[] => [`127.0.0.1:${port}`, `localhost:${port}`];

const isOwnHost = ({ headers }: IncomingMessage, port: number): boolean => ownHosts(port).includes(headers.host ?? '');

/** Only by its own address, and no form of another site: a page elsewhere reads no mail here and sends none. */
const isOurs = (request: IncomingMessage, port: number): boolean => {
  const { headers, method } = request;
  const { origin } = headers;
  if (!isOwnHost(request, port)) return false;
  return method !== 'POST' || (origin !== undefined && ownHosts(port).includes(origin.replace('http://', '')));
};

const respond = async (request: IncomingMessage, port: number, mailing: Mailing): Promise<Answer> => {
  if (!isOurs(request, port)) return plain(421, 'This page is read at 127.0.0.1.\n');
  const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`);
  try {
    if (request.method === 'GET' || request.method === 'HEAD') return read(mailing, url);
    return await write(mailing, url, await text(request));
  } catch (error) {
    if (error instanceof URIError) return plain(400, 'The address is not well written.\n');
    throw error;
  }
};

/**
 * The mailbox pages on loopback: `/` people, `/mailbox/<id>` a person's mail (`?q=` searches, `?mail=` opens one),
 * `.json` the same as data, `/<n>.eml` one raw mail, `/events` tells of new mail, POST `/<n>/reply` answers one.
 */
export const listenForReaders = async (mailing: Mailing, port: number): Promise<Listening> => {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (isOwnHost(request, port) && isPageOfApplication((request.url ?? '').split('?', 1)[0] ?? ''))
      return passOn(request, response, mailing.apiUrl());
    send(mailing.mailboxes, response, await respond(request, port, mailing));
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) =>
      send(mailing.mailboxes, response, plain(500, `${String(error)}\n`)),
    );
  });
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
