import type { Language } from '../time/language.ts';
import { trimLine } from './lines.ts';

/**
 * The first line of every mail of ours that may be answered, in the language of its reader. A reply is read only above
 * it, whichever language it is in, so that nothing that we wrote, and nothing that a requester made us write, can be
 * read as an answer (threats.md T-01, T-02). Its words do not invite to reply: it also stands in mails that offer the
 * link alone (S-03). It is ASCII, which no charset of a client can damage.
 */
export const MARKERS: Readonly<Record<Language, string>> = {
  en: '--- Message from Countersign below this line ---',
  pt: '--- Mensagem do Countersign abaixo desta linha ---',
};

const withoutDashes = (marker: string): string => marker.replaceAll('-', '').trim().toLowerCase();

const WORDINGS: readonly string[] = Object.values(MARKERS).map(withoutDashes);
/** A client that re-wraps a quote may spread the marker over this many lines. */
const SPREAD = 4;

/** A cheap look that tells most lines from a marker. */
const FIRST_WORD = new RegExp(WORDINGS.map((wording) => wording.split(' ', 1)[0]).join('|'), 'i');
/** Only the beginning of a line can matter. */
const READ = 200;

/** Without quote signs, indentation and doubled blanks. */
const plain = (line: string): string =>
  trimLine(line.slice(0, READ).replace(/^[>|*\s]+/, ''))
    .replace(/\s+/g, ' ')
    .toLowerCase();

/** Does a marker begin on this line, quoted, indented, re-wrapped or with other dashes than ours? */
function markerBegins(line: string, following: readonly string[]): boolean {
  if (!FIRST_WORD.test(line.slice(0, READ))) return false;
  const first = plain(line);
  const text = [first, ...following.map(plain)].join(' ');
  return WORDINGS.some((wording) => {
    const found = text.indexOf(wording);
    return found >= 0 && found < first.length;
  });
}

/** The lines before our marker; all of them where there is none. The marker's own line is never part of the reply. */
export function linesAboveMarker(lines: readonly string[]): readonly string[] {
  const at = lines.findIndex((line, index) => markerBegins(line, lines.slice(index + 1, index + SPREAD)));
  return at < 0 ? lines : lines.slice(0, at);
}
