import type { ReplyRule } from '../../core/reply/read-reply.ts';
import { link, marker } from './line.ts';
import { type Notice, notice } from './notice.ts';

export interface ReplyNotUnderstoodFacts {
  readonly requestId: string;
  readonly rule: ReplyRule;
  readonly link: string;
}

const UNREADABLE: readonly string[] = [
  'Your mail was in a form that we do not read. Please send plain text, or use',
  'the link.',
];

const WHAT_WAS_WRONG: Partial<Readonly<Record<ReplyRule, readonly string[]>>> = {
  'first-line-is-not-the-word': ['The first line of your reply is something else than one of the two words.'],
  'nothing-written': ['We found nothing that you wrote above our own message.'],
  'both-words': ['Both words stand alone on a line, so we do not know which one you mean.'],
  'html-disagrees': ['The text and the HTML form of your mail say different things.'],
  'html-only': ['Your mail has no plain text. Please send plain text, or use the link.'],
};

/** To the approver whose reply passed every check but could not be read. At most one an hour for a token. */
export const replyNotUnderstood = (facts: ReplyNotUnderstoodFacts): Notice =>
  notice(
    `Your reply was not understood: request ${facts.requestId}`,
    [marker],
    ['Your reply was not understood, so nothing was decided.'],
    WHAT_WAS_WRONG[facts.rule] ?? UNREADABLE,
    [
      'Please reply to this mail once more and write, as your first line, only',
      'the one word that you mean: APPROVE, or else DISAPPROVE, and no more.',
    ],
    ['Or decide here:', link(facts.link)],
  );
