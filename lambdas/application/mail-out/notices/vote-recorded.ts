import { fact, link } from './line.ts';
import { instantLines, type Notice, notice, type Reading, type Use, useInWords, wordsFor } from './notice.ts';

export interface VoteRecordedFacts {
  readonly requestId: string;
  readonly decision: 'approve' | 'disapprove';
  readonly requester: string;
  readonly use: Use;
  readonly recordedAt: number;
  readonly reading: Reading;
  readonly link: string;
}

/**
 * To the approver, at once after a vote by mail. DMARC proves the domain and not the person, so the owner of the
 * address hears of every vote in his name and can undo it (threats.md S-17).
 */
export const voteRecorded = ({ reading, ...facts }: VoteRecordedFacts): Notice => {
  const say = wordsFor(reading);
  const { subject, first, ifNotYou } = say.recorded[facts.decision];
  return notice(
    { subject: subject(facts.requestId), reading },
    first,
    [fact(say.who, facts.requester), fact(say.what, useInWords(facts.use, reading))],
    [say.recorded.when, ...instantLines(facts.recordedAt, reading)],
    [ifNotYou, link(facts.link)],
  );
};
