import { matchEntry } from '../restriction/selector.ts';
import { commentFrom } from './comment.ts';
import { isQuoted, linesOf, trimLine } from './lines.ts';
import { linesAboveMarker } from './marker.ts';
import { ownLines } from './quoted-part.ts';
import { noOtherWords, opposite, type ReplyWords, type Word, wordOf } from './words.ts';

/** Why the text was read as it was. */
export type GrammarRule = 'first-line-is-the-word' | 'first-line-is-not-the-word' | 'nothing-written' | 'both-words';

/** What a reply says; `reason` names the rule that decided. */
export interface ReplyReading<Reason extends string = GrammarRule> {
  readonly decision: 'approve' | 'disapprove' | 'none';
  readonly reason: Reason;
  /** What the author wrote below the word; empty when nothing was decided. */
  readonly comment: string;
}

/** Anything that some program shows as a new line: used against a decision only. */
const ANY_BREAK = /[\r\v\f\u0085\u2028\u2029]/;

/**
 * Quoted lines do not count, but every other line above our marker does, also those below an attribution or a block
 * of mail headers: those are guesses about where a quote begins, and a guess may only take a decision away.
 */
const saysOpposite = (lines: readonly string[], word: Word, words: ReplyWords): boolean =>
  lines
    .filter((line) => !isQuoted(line))
    .flatMap((line) => line.split(ANY_BREAK))
    .some((line) => wordOf(line, words) === opposite[word]);

const none = (reason: GrammarRule): ReplyReading => ({ decision: 'none', reason, comment: '' });

/** The lines from the first that is neither empty nor a banner that a mail server put above. */
const fromFirstWritten = (lines: readonly string[], banners: readonly string[]): readonly string[] => {
  const isBanner = banners.map(matchEntry);
  const first = lines.map(trimLine).findIndex((line) => line !== '' && !isBanner.some((matches) => matches(line)));
  return first < 0 ? [] : lines.slice(first);
};

/**
 * Reads a reply by the closed grammar of threats.md G9: the first line that its author wrote above our marker is one
 * of the two words (or a configured synonym), alone, with `.` or `!` at most; a comment may follow. Everything else
 * decides nothing. `words` are those of the policy's settings.
 */
export function readDecision(text: string, words: ReplyWords = noOtherWords): ReplyReading {
  const above = linesAboveMarker(linesOf(text));
  const [line, ...others] = fromFirstWritten(ownLines(above), words.banners);
  if (line === undefined) return none('nothing-written');
  const word = wordOf(line, words);
  if (word === undefined) return none('first-line-is-not-the-word');
  if (saysOpposite(above, word, words)) return none('both-words');
  return { decision: word, reason: 'first-line-is-the-word', comment: commentFrom(others) };
}
