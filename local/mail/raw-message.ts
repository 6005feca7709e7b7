/** One header as it stands in the raw mail, unfolded. */
export interface Header {
  readonly name: string;
  readonly value: string;
}

const END_OF_HEADERS = /\r?\n\r?\n/;

/** The headers of a raw mail in their order; folded lines are joined. Bytes are read as Latin-1, so none is lost. */
export const headersOf = (raw: Buffer): readonly Header[] =>
  (raw.toString('latin1').split(END_OF_HEADERS, 1)[0] ?? '')
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .filter((line) => line.includes(':'))
    .map((line) => {
      const colon = line.indexOf(':');
      return { name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() };
    });

/** The values of all headers of this name, in their order. */
export const valuesOf = (headers: readonly Header[], name: string): readonly string[] =>
  headers.filter((header) => header.name.toLowerCase() === name).map(({ value }) => value);

/** The mail without the headers of this name and their folded lines; the body keeps every byte. */
export const withoutHeader = (raw: Buffer, name: string): Buffer => {
  const text = raw.toString('latin1');
  const end = END_OF_HEADERS.exec(text);
  const head = end === null ? text : text.slice(0, end.index + end[0].indexOf('\n') + 1);
  const pattern = new RegExp(`^${name}:[^\\n]*\\n?([ \\t][^\\n]*\\n?)*`, 'gim');
  return Buffer.from(head.replace(pattern, '') + text.slice(head.length), 'latin1');
};

/** The mail with these header lines before its own. */
export const withHeaders = (raw: Buffer, headers: readonly Header[]): Buffer =>
  Buffer.concat([Buffer.from(headers.map(({ name, value }) => `${name}: ${value}\r\n`).join('')), raw]);
