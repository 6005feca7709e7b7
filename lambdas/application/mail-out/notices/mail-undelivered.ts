import { fact, link } from './line.ts';
import { instantLines, type Notice, notice, type Reading, wordsFor } from './notice.ts';

export interface MailUndeliveredFacts {
  readonly requestId: string;
  /** The name of the person whom mail does not reach. */
  readonly person: string;
  readonly address: string;
  readonly kind: 'bounced' | 'complained';
  /** What the other mail server said. */
  readonly reason: string;
  readonly seenAt: number;
  readonly reading: Reading;
  readonly link: string;
}

/** To administrators: mail does not reach an approver or a requester, so that somebody must call or mend the address. */
export const mailUndelivered = ({ reading, ...facts }: MailUndeliveredFacts): Notice => {
  const say = wordsFor(reading);
  const { undelivered } = say;
  return notice(
    { subject: undelivered.subject(facts.requestId), reading },
    undelivered.first(facts.kind),
    [
      fact(undelivered.person, facts.person),
      fact(undelivered.address, facts.address),
      fact(undelivered.why, facts.reason),
    ],
    [undelivered.when, ...instantLines(facts.seenAt, reading)],
    undelivered.next,
    [say.theRequest, link(facts.link)],
  );
};
