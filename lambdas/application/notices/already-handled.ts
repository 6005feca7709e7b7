import { fact, link } from './line.ts';
import { instantLines, type Notice, notice, type Use, useInWords, type Zones } from './notice.ts';

export interface AlreadyHandledFacts {
  readonly requestId: string;
  readonly requester: string;
  readonly use: Use;
  /** The last vote: who gave it, for what, and when. */
  readonly by: string;
  readonly verdict: 'approve' | 'disapprove';
  readonly decidedAt: number;
  readonly zones: Zones;
  readonly link: string;
}

/** To approvers who were asked and did not vote: others have decided, so they need do nothing. */
export const alreadyHandled = (facts: AlreadyHandledFacts): Notice =>
  notice(
    `Already handled: request ${facts.requestId}`,
    ['You were asked to decide about this request. It is handled: you need to do', 'nothing.'],
    [
      fact('Who', facts.requester),
      fact('What', useInWords(facts.use)),
      fact('By', `${facts.by} ${facts.verdict === 'approve' ? 'approved' : 'disapproved'}`),
    ],
    ['When:', ...instantLines(facts.decidedAt, facts.zones)],
    ['The request:', link(facts.link)],
  );
