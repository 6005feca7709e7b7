import { trimLine } from './lines.ts';

/**
 * The first line of every mail of ours that may be answered. A reply is read only above it, so that nothing that we
 * wrote, and nothing that a requester made us write, can be read as an answer (threats.md T-01, T-02). Its words do
 * not invite to reply: it also stands in mails that offer the link alone (S-03).
 */
export const MARKER = '--- Message from Countersign below this line ---';

const WORDS = 'message from countersign below this line';
/** A client that re-wraps a quote may spread the marker over this many lines. */
const SPREAD = 4;

const FIRST_WORD = /message/i;
/** Only the beginning of a line can matter. */
const READ = 200;

/** Without quote signs, indentation and doubled blanks. */
const plain = (line: string): string =>
  trimLine(line.slice(0, READ).replace(/^[>|*\s]+/, ''))
    .replace(/\s+/g, ' ')
    .toLowerCase();

/** Does the marker begin on this line, quoted, indented, re-wrapped or with other dashes than ours? */
function markerBegins(line: string, following: readonly string[]): boolean {
  if (!FIRST_WORD.test(line.slice(0, READ))) return false;
  const first = plain(line);
  const found = [first, ...following.map(plain)].join(' ').indexOf(WORDS);
  return found >= 0 && found < first.length;
}

/** The lines before our marker; all of them where there is none. The marker's own line is never part of the reply. */
export function linesAboveMarker(lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((line, index) => markerBegins(line, lines.slice(index + 1, index + SPREAD)));
  return at < 0 ? lines : lines.slice(0, at);
}
