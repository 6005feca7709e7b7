/** Does a line end here: the delimiter, blanks at most, and a line break or the end of the text? */
const RESTS = /[ \t]*(?:\r?\n|$)/y;

/** Finds the next delimiter line at or after `from`; `end` is behind its line break. */
function nextDelimiter(text: string, delimiter: string, from: number) {
  for (let at = text.indexOf(delimiter, from); at >= 0; at = text.indexOf(delimiter, at + 1)) {
    if (at > 0 && text[at - 1] !== '\n') continue;
    const close = text.startsWith('--', at + delimiter.length);
    RESTS.lastIndex = at + delimiter.length + (close ? 2 : 0);
    if (RESTS.test(text)) return { at, end: RESTS.lastIndex, close };
  }
  return undefined;
}

/**
 * The parts between the delimiter lines of a multipart body, in order and at most `limit` + 1 of them, so that the
 * caller sees that there are too many without paying for all. What stands before the first and behind the last counts
 * for nothing; a last part that is never closed ends with the text.
 */
export function splitParts(body: string, boundary: string, limit: number): readonly string[] {
  const delimiter = `--${boundary}`;
  const parts: string[] = [];
  let open = nextDelimiter(body, delimiter, 0);
  while (open !== undefined && !open.close && parts.length <= limit) {
    const next = nextDelimiter(body, delimiter, open.end);
    parts.push(body.slice(open.end, next?.at ?? body.length));
    open = next;
  }
  return parts;
}
