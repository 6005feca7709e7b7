import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A call as it arrived. */
type Seen = { path: string; headers: IncomingHttpHeaders; body: Record<string, unknown> };
type Answer = { status: number; body: unknown };

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });

/** A server on loopback that remembers what it was asked; `answer` decides per path. */
export const startServer = async (answer: (path: string) => Answer) => {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    seen.push({ path, headers: request.headers, body: JSON.parse((await text(request)) || '{}') });
    const { status, body } = answer(path);
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
    response.end(JSON.stringify(body));
  });
  const url = await listen(server);
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { url, seen, stop, [Symbol.asyncDispose]: stop };
};

export const signedIn: Answer = { status: 200, body: { AuthenticationResult: { AccessToken: 'the-token' } } };

/** What a local cloud at this address writes about itself. */
export const cloudFile = (url: string): string =>
  JSON.stringify({
    apiUrl: `${url}/stage`,
    awsEndpoint: url,
    region: 'us-east-1',
    clientId: 'client-1',
    users: ['ana', 'alex'].map((id) => ({ id, email: `${id}@example.com`, password: `secret of ${id}` })),
    mailboxUrl: 'more than the command reads',
  });
