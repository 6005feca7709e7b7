import { fact, link } from './line.ts';
import { instantLines, type Notice, notice, type Reading, type Use, useInWords, wordsFor } from './notice.ts';

export interface AlreadyHandledFacts {
  readonly requestId: string;
  readonly requester: string;
  readonly use: Use;
  /** The last vote: who gave it, for what, and when. */
  readonly by: string;
  readonly verdict: 'approve' | 'disapprove';
  readonly decidedAt: number;
  readonly reading: Reading;
  readonly link: string;
}

/** To approvers who were asked and did not vote: others have decided, so they need do nothing. */
export const alreadyHandled = ({ reading, ...facts }: AlreadyHandledFacts): Notice => {
  const say = wordsFor(reading);
  const { handled } = say;
  return notice(
    { subject: handled.subject(facts.requestId), reading },
    handled.first,
    handled.next,
    [
      fact(say.who, facts.requester),
      fact(say.what, useInWords(facts.use, reading)),
      fact(say.by, handled[facts.verdict](facts.by)),
    ],
    [handled.when, ...instantLines(facts.decidedAt, reading)],
    [say.theRequest, link(facts.link)],
  );
};
