const quoteDepth = (line: string): number => line.length - line.replace(/^>+/, '').length;

const withoutStuffing = (line: string): string => (line.startsWith(' ') ? line.slice(1) : line);

/** Does the sender's program go on with this line on the next one? `-- ` only opens a signature. */
const isSoft = (line: string): boolean => line.endsWith(' ') && line !== '-- ';

/**
 * Puts the lines of a `format=flowed` text together again (RFC 3676). A line that its sender only wrapped must not look
 * like a line of its own: `APPROVE ` followed by `only after five` is one sentence and decides nothing.
 */
export function unflow(text: string, deleteSpace: boolean): string {
  const paragraphs: string[][] = [];
  let soft = false;
  let depth = 0;
  for (const raw of text.split(/\r?\n/)) {
    const line = withoutStuffing(raw);
    const open = soft && quoteDepth(raw) === depth ? paragraphs.at(-1) : undefined;
    depth = quoteDepth(raw);
    soft = isSoft(line);
    const part = soft && deleteSpace ? line.slice(0, -1) : line;
    if (open === undefined) paragraphs.push([part]);
    else open.push(part.slice(depth));
  }
  return paragraphs.map((parts) => parts.join('')).join('\n');
}
