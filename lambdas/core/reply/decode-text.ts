import { ok, type Result, refuse } from '../result.ts';
import type { Leaf } from './leaf.ts';

export type DecodeRefusal = 'charset-not-allowed' | 'not-decodable';

/** Charsets in which bytes below 0x80 are ASCII and nothing else; UTF-7, UTF-16 and ISO-2022 are not (threats.md T-08). */
const CHARSETS = new Set(['us-ascii', 'utf-8', 'iso-8859-1', 'iso-8859-15', 'windows-1252']);

function decodeBytes(bytes: Uint8Array, charset: string): string | undefined {
  try {
    return new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // TypeError is how a fatal decoder says that the bytes are not of this charset
  }
}

/** The text of a leaf, or why it is not read. A part that names no charset must be ASCII or UTF-8. */
export function decodeText({ content, charset = 'utf-8' }: Leaf): Result<string, DecodeRefusal> {
  if (!CHARSETS.has(charset)) return refuse('charset-not-allowed');
  // The platform takes us-ascii for windows-1252, so what is beyond ASCII is looked for here.
  if (charset === 'us-ascii' && content.some((byte) => byte > 0x7f)) return refuse('not-decodable');
  const text = decodeBytes(content, charset);
  return text === undefined || text.includes('\0') ? refuse('not-decodable') : ok(text);
}
