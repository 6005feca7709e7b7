import { trimLine } from './lines.ts';

export type Word = 'approve' | 'disapprove';

/** What a reply may also say, as the policy's settings name it: empty lists leave the two words alone. */
export interface ReplyWords {
  /** Words of other languages, each as strict as its English one. */
  readonly approve: readonly string[];
  readonly disapprove: readonly string[];
  /** Whole lines that a mail server puts above what people write; `*` stands for any run of characters. */
  readonly banners: readonly string[];
}

export const noOtherWords: ReplyWords = { approve: [], disapprove: [], banners: [] };

export const opposite: Readonly<Record<Word, Word>> = { approve: 'disapprove', disapprove: 'approve' };

/** Folds A-Z and nothing else: no folding of Unicode makes a word out of another (threats.md S-14). */
const fold = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const withoutStop = (line: string): string => (/[.!]$/.test(line) ? line.slice(0, -1) : line);

/** The word that a line is, alone and whole, with `.` or `!` at most (threats.md G9). */
export const wordOf = (line: string, words: ReplyWords): Word | undefined => {
  const text = fold(withoutStop(trimLine(line)));
  if (text === 'approve' || words.approve.some((word) => fold(word) === text)) return 'approve';
  return text === 'disapprove' || words.disapprove.some((word) => fold(word) === text) ? 'disapprove' : undefined;
};
