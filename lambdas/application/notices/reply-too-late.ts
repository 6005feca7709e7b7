import { fact, link } from './line.ts';
import { type Notice, notice } from './notice.ts';

export interface ReplyTooLateFacts {
  readonly requestId: string;
  /** How the request stands now: the name of its state. */
  readonly state: string;
  /** This person's own answer, if one was recorded. */
  readonly recorded?: 'approve' | 'disapprove' | undefined;
  /** Who decided and when, where somebody did. */
  readonly handled?: string | undefined;
  readonly link: string;
}

const OWN: Readonly<Record<'approve' | 'disapprove', string>> = {
  approve: 'Your approval was recorded before.',
  disapprove: 'Your disapproval was recorded before.',
};

/** To the right approver who answered late or once more: how things stand (mission.md Q20). Nothing was changed. */
export const replyTooLate = (facts: ReplyTooLateFacts): Notice =>
  notice(
    `Your reply changed nothing: request ${facts.requestId}`,
    ['Your reply came too late or twice, and changed nothing.'],
    [`The request is now: ${facts.state}.`, ...(facts.recorded === undefined ? [] : [OWN[facts.recorded]])],
    facts.handled === undefined ? undefined : [fact('By', facts.handled)],
    ['The request:', link(facts.link)],
  );
