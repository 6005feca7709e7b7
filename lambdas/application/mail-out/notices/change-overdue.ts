import { fact, link } from './line.ts';
import { type Notice, notice, type Reading, type Use, useInWords, vaultInstant, wordsFor } from './notice.ts';

export interface ChangeOverdueFacts {
  readonly requestId: string;
  readonly requester: string;
  readonly use: Use;
  /** When the access ended, in epoch milliseconds. */
  readonly endedAt: number;
  readonly reading: Reading;
  readonly link: string;
}

/** To administrators: an access is over and its end cannot be confirmed, so the credential is quarantined (threats.md D-13). */
export const changeOverdue = ({ reading, ...facts }: ChangeOverdueFacts): Notice => {
  const say = wordsFor(reading);
  return notice(
    { subject: say.overdue.subject(facts.requestId), reading },
    say.overdue.first,
    [fact(say.who, facts.requester), fact(say.what, useInWords(facts.use, reading))],
    say.overdue.ended(vaultInstant(facts.endedAt, reading)),
    say.overdue.next,
    [say.theRequest, link(facts.link)],
  );
};
