import type { Feedback } from './feedback.ts';
import { TAGS_HEADER } from './feedback-event.ts';
import { deliversAt, outcomeAt } from './mailbox-simulator.ts';
import type { Mailboxes } from './mailboxes.ts';
import { withoutHeader } from './raw-message.ts';
import { type Listening, listenSmtp, readMail } from './smtp.ts';

/** Delivers a mail, and tells what became of it where it did not arrive or was not wanted. */
const carry = async (mailboxes: Mailboxes, tellFeedback: Feedback, raw: Buffer, recipients: readonly string[]) => {
  await mailboxes.deliver(withoutHeader(raw, TAGS_HEADER), recipients.filter(deliversAt));
  for (const address of recipients) {
    const outcome = outcomeAt(address);
    if (outcome !== undefined) await tellFeedback(raw, address, outcome);
  }
};

/**
 * The SMTP server to which the emulator's SES hands what the application sends. All of it is delivered, but for the
 * addresses of SES's mailbox simulator.
 */
export const listenForOutgoingMail = (mailboxes: Mailboxes, tellFeedback: Feedback, port: number): Promise<Listening> =>
  listenSmtp(
    {
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onData: (stream, session, done) => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        readMail(stream)
          .then((raw) => carry(mailboxes, tellFeedback, raw, recipients))
          .then(() => done(), done);
      },
    },
    port,
  );
