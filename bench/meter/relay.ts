import { createServer, type IncomingMessage, request as open, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readCall } from './aws-call.ts';
import type { Meter, Metered } from './meter.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

const bytes = async (stream: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** Passes a request on as it is, headers and signature included. */
const pass = (endpoint: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const outgoing = open(new URL(url ?? '/', endpoint), { method, headers }, (response) => {
      const { statusCode: status = 502, headers: given } = response;
      bytes(response).then((content) => resolve({ status, headers: given, body: content }), reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });

const give = (response: ServerResponse, { status, headers, body }: Answer): void => {
  const { 'transfer-encoding': _chunked, ...others } = headers;
  response.writeHead(status, { ...others, 'content-length': body.length });
  response.end(body);
};

/**
 * A relay between the functions and the emulator that counts what passes. It changes nothing: the signature still holds,
 * so IAM is enforced as without it. What it could not count is kept in `trouble`: a figure with trouble is none.
 */
export const startRelay = async (endpoint: string, meter: Meter, metered: () => Metered) => {
  const trouble: unknown[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bytes(request);
    const call = readCall(request.method ?? '', request.headers, body);
    await meter(metered(), call, async () => {
      const answer = await pass(endpoint, request, body);
      give(response, answer);
      return answer.body.toString('utf8');
    });
  };
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      trouble.push(error);
      if (!response.headersSent) response.writeHead(502).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { endpoint: `http://127.0.0.1:${port}`, trouble, stop };
};
