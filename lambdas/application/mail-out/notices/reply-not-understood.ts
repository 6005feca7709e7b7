import type { WordLists } from '../../../core/policy/reply-words.ts';
import type { ReplyRule } from '../../../core/reply/read-reply.ts';
import { otherWords } from './how-to-reply.ts';
import { link, marker } from './line.ts';
import { type Notice, notice, type Reading, wordsFor } from './notice.ts';

export interface ReplyNotUnderstoodFacts {
  readonly requestId: string;
  readonly rule: ReplyRule;
  /** What the policy takes beyond the two words, and names to this reader. */
  readonly words: WordLists;
  readonly reading: Reading;
  readonly link: string;
}

/** To the approver whose reply passed every check but could not be read. At most one an hour for a token. */
export const replyNotUnderstood = ({ reading, ...facts }: ReplyNotUnderstoodFacts): Notice => {
  const say = wordsFor(reading);
  const { notUnderstood } = say;
  return notice(
    { subject: notUnderstood.subject(facts.requestId), reading },
    [marker(reading.language)],
    notUnderstood.first,
    notUnderstood.wrong[facts.rule] ?? notUnderstood.unreadable,
    notUnderstood.again,
    otherWords(facts.words, say),
    [notUnderstood.decide, link(facts.link)],
  );
};
