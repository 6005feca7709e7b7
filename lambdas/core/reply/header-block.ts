import { ok, type Result, refuse } from '../result.ts';
import { foldAscii } from './mailbox.ts';

/** One header field: its name in lower case, its value unfolded and otherwise as it stands in the mail. */
export interface HeaderField {
  readonly name: string;
  readonly value: string;
}

export interface HeaderBlock {
  readonly fields: readonly HeaderField[];
  /** Where the body begins. */
  readonly bodyAt: number;
}

export type HeaderRefusal = 'headers-too-large' | 'malformed-headers';

/** Room for every header that a mail collects on its way (threats.md D-02, D-04). */
const MAX_HEADER_BYTES = 64 * 1024;

/** A name and at once a colon: `From :` and a name with other characters are what parsers disagree about (S-06). */
const FIELD = /^([!-9;-~]+):(.*)$/s;
/**
 * A folded `From:` is a forgery, unless it is one of the names listed in a signature (`h=to:from:subject`). No two runs
 * of blanks may touch here: which of them a blank belongs to would be tried in every way (D-05).
 */
const HIDDEN_FROM = /^[ \t]+from[ \t]*:(?![ \t]*(?:[a-z0-9-]+[ \t]*)?(?::|;|$))/i;

interface OpenField {
  readonly name: string;
  readonly parts: string[];
}

/** Takes one line into the fields read so far; false if the line is none that a strict reader knows. */
function take(line: string, fields: OpenField[]): boolean {
  if (line.includes('\0') || line.includes('\r')) return false;
  if (line.startsWith(' ') || line.startsWith('\t')) {
    const last = fields.at(-1);
    if (last === undefined || line.trim() === '' || HIDDEN_FROM.test(line)) return false;
    last.parts.push(line);
    return true;
  }
  const field = FIELD.exec(line);
  if (field?.[1] === undefined || field[2] === undefined) return false;
  fields.push({ name: foldAscii(field[1]), parts: [field[2]] });
  return true;
}

/** The line that begins here, without its end, and where the next one begins. */
function lineAt(raw: string, at: number): { readonly line: string; readonly next: number } {
  const feed = raw.indexOf('\n', at);
  const end = feed < 0 ? raw.length : feed;
  const text = raw.slice(at, end);
  return { line: text.endsWith('\r') ? text.slice(0, -1) : text, next: Math.min(end + 1, raw.length) };
}

/**
 * Scans the header block at the beginning of `raw` (bytes as a latin1 string), before any library sees the mail
 * (threats.md G4). What two parsers could read in two ways is refused, not repaired.
 */
export function scanHeaders(raw: string, maxBytes = MAX_HEADER_BYTES): Result<HeaderBlock, HeaderRefusal> {
  const fields: OpenField[] = [];
  let at = 0;
  while (at < raw.length) {
    const { line, next } = lineAt(raw, at);
    at = next;
    if (line === '') break;
    if (at > maxBytes) return refuse('headers-too-large');
    if (!take(line, fields)) return refuse('malformed-headers');
  }
  const closed = fields.map(({ name, parts }) => ({ name, value: parts.join('').trim() }));
  return ok({ fields: closed, bodyAt: at });
}

/** The values of all fields of this name, in their order. */
export const valuesOf = (fields: readonly HeaderField[], name: string): readonly string[] =>
  fields.filter((field) => field.name === name).map((field) => field.value);
