/** Blanks that a mail server may have added to a line; a run of them is tried once, from its first (D-05). */
const PADDING = /(?<![\t ])[\t ]+$/gm;
const SOFT_BREAK = /=(?:\r?\n|$)/g;
const ESCAPE = /=([\dA-F]{2})/gi;

/** The bytes of a quoted-printable text (RFC 2045, 6.7; bytes as a latin1 string); what is no escape stays as it is. */
export const decodeQuotedPrintable = (text: string): Uint8Array => {
  const joined = text.replace(PADDING, '').replace(SOFT_BREAK, '');
  const bytes = joined.replace(ESCAPE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
};
