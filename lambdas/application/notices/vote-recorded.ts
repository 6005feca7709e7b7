import { fact, link } from './line.ts';
import { instantLines, type Notice, notice, type Use, useInWords, type Zones } from './notice.ts';

export interface VoteRecordedFacts {
  readonly requestId: string;
  readonly decision: 'approve' | 'disapprove';
  readonly requester: string;
  readonly use: Use;
  readonly recordedAt: number;
  readonly zones: Zones;
  readonly link: string;
}

const IF_NOT_YOU: Readonly<Record<VoteRecordedFacts['decision'], string>> = {
  approve: 'If this was not you, open the request at once and revoke it:',
  disapprove: 'If this was not you, tell an administrator at once. The request:',
};

/**
 * To the approver, at once after a vote by mail. DMARC proves the domain and not the person, so the owner of the
 * address hears of every vote in his name and can undo it (threats.md S-17).
 */
export const voteRecorded = (facts: VoteRecordedFacts): Notice =>
  notice(
    `Your ${facts.decision === 'approve' ? 'approval' : 'disapproval'} was recorded: request ${facts.requestId}`,
    [`Your ${facts.decision === 'approve' ? 'approval' : 'disapproval'} by mail was recorded.`],
    [fact('Who', facts.requester), fact('What', useInWords(facts.use))],
    ['Recorded:', ...instantLines(facts.recordedAt, facts.zones)],
    [IF_NOT_YOU[facts.decision], link(facts.link)],
  );
