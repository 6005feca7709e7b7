import { decodeQuotedPrintable } from './quoted-printable.ts';

const PLAIN = new Set(['7bit', '8bit', 'binary']);
const ENCODED = new Set(['quoted-printable', 'base64']);

/** Can the body of a part with this transfer encoding be read at all? */
export const isKnownEncoding = (encoding: string): boolean => PLAIN.has(encoding) || ENCODED.has(encoding);

/** The bytes of one part's body (a latin1 string) with its transfer encoding undone. What is malformed is passed over. */
export const decodeBody = (body: string, encoding: string): Uint8Array => {
  if (encoding === 'base64') return Buffer.from(body, 'base64');
  return PLAIN.has(encoding) ? Buffer.from(body, 'latin1') : decodeQuotedPrintable(body);
};
