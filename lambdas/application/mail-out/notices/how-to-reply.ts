import type { WordLists } from '../../../core/policy/reply-words.ts';
import { filled, type Paragraph } from './line.ts';
import type { Words } from './words/en.ts';

/**
 * `(aprovo, sim, concordo)`: brackets and commas leave no word bare, however a client wraps the line, for what stands
 * alone on a line is an answer (threats.md T-01). That is why no "or" stands before the last.
 */
const listed = (words: readonly string[]): string => `(${words.join(', ')})`;

const sentence = (words: readonly string[], say: (list: string) => string): readonly string[] =>
  words.length === 0 ? [] : filled(say(listed(words)));

/** The words that the policy takes for the two, as far as the reader's language has them. */
export const otherWords = ({ approve, disapprove }: WordLists, { replyWords }: Words): Paragraph => [
  ...sentence(approve, replyWords.approve),
  ...sentence(disapprove, replyWords.disapprove),
];
