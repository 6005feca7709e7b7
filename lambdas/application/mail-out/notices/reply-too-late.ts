import type { Request } from '../../../core/request/state.ts';
import { fact, link } from './line.ts';
import { instantLines, type Notice, notice, type Reading, wordsFor } from './notice.ts';

export interface ReplyTooLateFacts {
  readonly requestId: string;
  /** How the request stands now. */
  readonly state: Request['name'];
  /** This person's own answer, if one was recorded. */
  readonly recorded?: 'approve' | 'disapprove' | undefined;
  /** Who decided and when, where somebody did. */
  readonly handled?:
    | { readonly by: string; readonly verdict: 'approve' | 'disapprove'; readonly at: number }
    | undefined;
  readonly reading: Reading;
  readonly link: string;
}

/** To the right approver who answered late or once more: how things stand (mission.md Q20). Nothing was changed. */
export const replyTooLate = ({ reading, ...facts }: ReplyTooLateFacts): Notice => {
  const say = wordsFor(reading);
  const { tooLate } = say;
  return notice(
    { subject: tooLate.subject(facts.requestId), reading },
    tooLate.first,
    [tooLate.now(say.states[facts.state]), ...(facts.recorded === undefined ? [] : [tooLate[facts.recorded]])],
    facts.handled && [
      fact(say.by, say.handled[facts.handled.verdict](facts.handled.by)),
      say.handled.when,
      ...instantLines(facts.handled.at, reading),
    ],
    [say.theRequest, link(facts.link)],
  );
};
