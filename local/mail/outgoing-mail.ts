import type { Mailboxes } from './mailboxes.ts';
import { type Listening, listenSmtp, readMail } from './smtp.ts';

/** The SMTP server to which the emulator's SES hands what the application sends: all of it is delivered. */
export const listenForOutgoingMail = (mailboxes: Mailboxes, port: number): Promise<Listening> =>
  listenSmtp(
    {
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData: (stream, session, done) => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        readMail(stream)
          .then((raw) => mailboxes.deliver(raw, recipients))
          .then(() => done(), done);
      },
    },
    port,
  );
