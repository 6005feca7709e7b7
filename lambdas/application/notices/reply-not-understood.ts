import type { ReplyRule } from '../../core/reply/read-reply.ts';
import { link, marker } from './line.ts';
import { type Notice, notice, type Reading, wordsFor } from './notice.ts';

export interface ReplyNotUnderstoodFacts {
  readonly requestId: string;
  readonly rule: ReplyRule;
  readonly reading: Reading;
  readonly link: string;
}

/** To the approver whose reply passed every check but could not be read. At most one an hour for a token. */
export const replyNotUnderstood = ({ reading, ...facts }: ReplyNotUnderstoodFacts): Notice => {
  const { notUnderstood } = wordsFor(reading);
  return notice(
    { subject: notUnderstood.subject(facts.requestId), reading },
    [marker(reading.language)],
    notUnderstood.first,
    notUnderstood.wrong[facts.rule] ?? notUnderstood.unreadable,
    notUnderstood.again,
    [notUnderstood.decide, link(facts.link)],
  );
};
