import type { WordLists } from '../../core/policy/reply-words.ts';
import { filled, type Paragraph } from './line.ts';
import type { Words } from './words/en.ts';

/**
 * `(aprovo, sim, ou concordo)`: brackets and commas leave no word bare, however a client wraps the line, for what
 * stands alone on a line is an answer (threats.md T-01).
 */
const listed = (words: readonly string[], or: string): string => {
  const last = words.at(-1) ?? '';
  return `(${words.length > 1 ? `${words.slice(0, -1).join(', ')}, ${or} ${last}` : last})`;
};

const sentence = (words: readonly string[], or: string, say: (list: string) => string): readonly string[] =>
  words.length === 0 ? [] : filled(say(listed(words, or)));

/** The words that the policy takes for the two, as far as the reader's language has them. */
export const otherWords = ({ approve, disapprove }: WordLists, { replyWords }: Words): Paragraph => [
  ...sentence(approve, replyWords.or, replyWords.approve),
  ...sentence(disapprove, replyWords.or, replyWords.disapprove),
];
