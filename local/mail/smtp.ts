import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions } from 'smtp-server';

export interface Listening {
  readonly port: number;
  stop(): Promise<void>;
}

/** A refusal of SMTP: its code tells the sender whether to try again. */
export class SmtpRefusal extends Error {
  override name = 'SmtpRefusal';
  readonly responseCode: number;

  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

/** What SES takes in at most. */
const MOST_BYTES = 40 * 1024 * 1024;

/** All of a mail as the client sends it. */
export const readMail = async (stream: SMTPServerDataStream): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

/** An SMTP server on loopback, without TLS: it is not reachable from elsewhere. */
export const listenSmtp = async (options: SMTPServerOptions, port: number): Promise<Listening> => {
  const server = new SMTPServer({ banner: 'Countersign local cloud', size: MOST_BYTES, closeTimeout: 500, ...options });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  server.on('error', () => undefined); // a client that hangs up; its session has ended, and there is no one to tell
  const address = server.server.address() as AddressInfo;
  return { port: address.port, stop: () => new Promise((resolve) => server.close(() => resolve())) };
};
