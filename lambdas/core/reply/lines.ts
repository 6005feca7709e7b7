/** Space, tab and NBSP: the only characters that the grammar trims (threats.md G9). */
const isBlank = (char: string | undefined): boolean => char === ' ' || char === '\t' || char === '\u00a0';

/** The line without space, tab and NBSP at its ends. An index scan, because a pattern is quadratic on long runs (D-05). */
export function trimLine(line: string): string {
  let start = 0;
  let end = line.length;
  while (start < end && isBlank(line[start])) start += 1;
  while (end > start && isBlank(line[end - 1])) end -= 1;
  return line.slice(start, end);
}

/** The lines of a body, without one leading byte order mark. */
export function linesOf(text: string): readonly string[] {
  return (text.startsWith('\ufeff') ? text.slice(1) : text).split(/\r?\n/);
}

/** Quoted text starts with `>`, however far it is indented. */
export const isQuoted = (line: string): boolean => trimLine(line).startsWith('>');
