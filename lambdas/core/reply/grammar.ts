import { commentFrom } from './comment.ts';
import { isQuoted, linesOf, trimLine } from './lines.ts';
import { linesAboveMarker } from './marker.ts';
import { ownLines } from './quoted-part.ts';

/** Why the text was read as it was. */
export type GrammarRule = 'first-line-is-the-word' | 'first-line-is-not-the-word' | 'nothing-written' | 'both-words';

/** What a reply says; `reason` names the rule that decided. */
export interface ReplyReading<Reason extends string = GrammarRule> {
  readonly decision: 'approve' | 'disapprove' | 'none';
  readonly reason: Reason;
  /** What the author wrote below the word; empty when nothing was decided. */
  readonly comment: string;
}

type Word = 'approve' | 'disapprove';

/** Without /u, so that `i` folds A-Z only: with it the long s (U+017F) would count as an S (threats.md S-14). */
const BARE_WORD = /^(APPROVE|DISAPPROVE)[.!]?$/i;
/** Anything that some program shows as a new line: used against a decision only. */
const ANY_BREAK = /[\r\v\f\u0085\u2028\u2029]/;

const OPPOSITE: Readonly<Record<Word, Word>> = { approve: 'disapprove', disapprove: 'approve' };

function bareWord(line: string): Word | undefined {
  const word = BARE_WORD.exec(trimLine(line))?.[1];
  if (word === undefined) return undefined;
  return word.length === 'approve'.length ? 'approve' : 'disapprove';
}

/**
 * Quoted lines do not count, but every other line above our marker does, also those below an attribution or a block
 * of mail headers: those are guesses about where a quote begins, and a guess may only take a decision away.
 */
const saysOpposite = (lines: readonly string[], word: Word): boolean =>
  lines
    .filter((line) => !isQuoted(line))
    .flatMap((line) => line.split(ANY_BREAK))
    .some((line) => bareWord(line) === OPPOSITE[word]);

const none = (reason: GrammarRule): ReplyReading => ({ decision: 'none', reason, comment: '' });

/**
 * Reads a reply by the closed grammar of threats.md G9: the first line that its author wrote above our marker is one
 * of the two words, alone, with `.` or `!` at most; a comment may follow. Everything else decides nothing.
 */
export function readDecision(text: string): ReplyReading {
  const above = linesAboveMarker(linesOf(text));
  const own = ownLines(above);
  const first = own.findIndex((text) => trimLine(text) !== '');
  const line = own[first];
  if (line === undefined) return none('nothing-written');
  const word = bareWord(line);
  if (word === undefined) return none('first-line-is-not-the-word');
  if (saysOpposite(above, word)) return none('both-words');
  return { decision: word, reason: 'first-line-is-the-word', comment: commentFrom(own.slice(first + 1)) };
}
