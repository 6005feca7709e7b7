import { link } from './line.ts';
import { instantLines, type Notice, notice, type Reading, wordsFor } from './notice.ts';

export interface TokenMisusedFacts {
  readonly requestId: string;
  readonly receivedAt: number;
  readonly reading: Reading;
  readonly link: string;
}

/** To the person a reply address was given to, when somebody else wrote to it (threats.md S-09). */
export const tokenMisused = ({ reading, ...facts }: TokenMisusedFacts): Notice => {
  const { misused } = wordsFor(reading);
  return notice(
    { subject: misused.subject(facts.requestId), reading },
    misused.first,
    misused.refused,
    [misused.when, ...instantLines(facts.receivedAt, reading)],
    [...misused.next, link(facts.link)],
  );
};
