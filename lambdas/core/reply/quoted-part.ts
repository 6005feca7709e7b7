import { isQuoted, trimLine } from './lines.ts';

/** Structure stands in short lines; a longer one is prose and is not searched (threats.md D-05). */
const LONGEST = 400;

const WROTE =
  /(?:wrote|schrieb|escreveu|escribió|écrit|ha scritto|schreef|skrev|kirjoitti|napisał(?:\(a\)|a)?|написала?|пишет|写道|書きました|작성)\s?[:：]$/i;
const OPENER = /^[-*\s]*(?:On|Am|Em|No dia|Le|El|Il|Op|Den|Dne|Dnia|W dniu|\d{1,4})[\s.,年-]/i;
const ADDRESS_THEN_COLON = /<[^<>\s]+@[^<>\s]+>\s?[:：]$/;
const HAS_ADDRESS_OR_TIME = /@|\d{1,2}[:.h]\d{2}/;

/** `-----Original Message-----`, `---------- Forwarded message ---------`, in any language, and Outlook's rule. */
const DASHED = /^-{2,}[^-].*[^-]-{2,}$/;
const RULE = /^_{10,}$/;

const FROM_LABEL =
  /^[*_]{0,2}(?:From|De|Von|Da|Van|Fra|Från|Lähettäjä|Od|От|差出人|发件人|寄件者|보낸 사람)[*_]{0,2}\s?[:：]/i;
const ANY_LABEL = /^[*_]{0,2}[^\s:：][^:：]{0,30}[*_]{0,2}\s?[:：]/;

const lineAt = (lines: readonly string[], at: number): string => lines[at] ?? '';

/** The line, if it may be structure; beyond the last line there is none. */
const structureAt = (lines: readonly string[], at: number): string => {
  const text = trimLine(lineAt(lines, at));
  return text.length > LONGEST ? '' : text;
};

/** Outlook's `From: … Sent: …`: a sender's label, and one more label right below it. */
const isHeaderBlock = (lines: readonly string[], at: number): boolean =>
  FROM_LABEL.test(structureAt(lines, at)) && [1, 2].some((next) => ANY_LABEL.test(structureAt(lines, at + next)));

/** A cheap look that tells most lines of prose from structure: it ends in a colon, dash or rule, or has an opener. */
const mayBeStructure = (line: string): boolean => /[:：_-]$/.test(line) || OPENER.test(line) || FROM_LABEL.test(line);

/** How many lines, from this one, say "On … wrote:"; 0 if they do not. Clients wrap that line, so up to four count. */
function attributionLength(lines: readonly string[], at: number): number {
  const first = structureAt(lines, at);
  if (WROTE.test(first) || ADDRESS_THEN_COLON.test(first)) return 1;
  if (!OPENER.test(first)) return 0;
  let joined = first;
  for (let length = 2; length <= 4; length += 1) {
    const next = structureAt(lines, at + length - 1);
    if (next === '' || isQuoted(next)) return 0;
    joined += ` ${next}`;
    if (WROTE.test(joined) || ADDRESS_THEN_COLON.test(joined)) return length;
  }
  return 0;
}

/** May the reader go on behind the quote? Only a full attribution whose quote is marked by `>` says where it ends. */
function endsByItself(lines: readonly string[], at: number, length: number): boolean {
  const attribution = lines
    .slice(at, at + length)
    .map(trimLine)
    .join(' ');
  if (!(OPENER.test(attribution) && HAS_ADDRESS_OR_TIME.test(attribution))) return false;
  let next = at + length;
  while (next < lines.length && structureAt(lines, next) === '') next += 1;
  return next < lines.length && isQuoted(lineAt(lines, next));
}

const isSeparator = (line: string): boolean => DASHED.test(line) || RULE.test(line);

/** What this line is: the author's own, the beginning of an unmarked quote, or so many lines to pass over. */
function kindOf(lines: readonly string[], at: number): 'own' | 'unmarked-quote' | number {
  if (isQuoted(lineAt(lines, at))) return 1;
  const line = structureAt(lines, at);
  if (!mayBeStructure(line)) return 'own';
  if (isSeparator(line) || isHeaderBlock(lines, at)) return 'unmarked-quote';
  const attribution = attributionLength(lines, at);
  if (attribution === 0) return 'own';
  return endsByItself(lines, at, attribution) ? attribution : 'unmarked-quote';
}

/**
 * The lines that the author wrote: without `>` lines, and cut where an unmarked quote begins (an attribution, a
 * separator, a block of mail headers). Nothing left stays nothing: there is no falling back to the whole text (T-07).
 */
export function ownLines(lines: readonly string[]): readonly string[] {
  const own: string[] = [];
  let at = 0;
  while (at < lines.length) {
    const kind = kindOf(lines, at);
    if (kind === 'unmarked-quote') break;
    if (kind === 'own') own.push(lineAt(lines, at));
    at += kind === 'own' ? 1 : kind;
  }
  return own;
}
