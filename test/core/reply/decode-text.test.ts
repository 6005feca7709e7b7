import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../lambdas/core/reply/decode-text.ts';
import { readReply } from '../../../lambdas/core/reply/read-reply.ts';
import { ok } from '../../../lambdas/core/result.ts';

const leafOf = (content: Uint8Array, charset?: string) =>
  ({ mediaType: 'text/plain', attached: false, flowed: 'no', content, charset }) as const;
const decoded = (content: Uint8Array, charset?: string) => {
  const text = decodeText(leafOf(content, charset));
  return text.ok ? text.value : text.refusal;
};
const bytes = (text: string, encoding: BufferEncoding = 'utf8'): Uint8Array => Buffer.from(text, encoding);

describe('G8: the charset (T-08)', () => {
  it.each(['us-ascii', 'utf-8', 'iso-8859-1', 'iso-8859-15', 'windows-1252', undefined])('%s is read', (charset) => {
    expect(decoded(bytes('APPROVE'), charset)).toBe('APPROVE');
  });

  it.each([
    ['utf-7', '+AEEAUABQAFIATwBWAEU-'],
    ['utf-16', 'APPROVE'],
    ['utf-16le', 'APPROVE'],
    ['utf-32', 'APPROVE'],
    ['iso-2022-jp', '\u001b$B!!\u001b(BAPPROVE'],
    ['iso-2022-kr', 'APPROVE'],
    ['hz-gb-2312', '~{~}APPROVE'],
    ['gb18030', 'APPROVE'],
    ['shift_jis', 'APPROVE'],
    ['ebcdic-us', 'APPROVE'],
    ['x-unknown', 'APPROVE'],
    ['UTF-8', 'APPROVE'],
    ['', 'APPROVE'],
  ])('%j is not, whatever its bytes say', (charset, text) => {
    expect(decoded(bytes(text), charset)).toBe('charset-not-allowed');
  });

  it.each([
    ['utf-16 under the name of utf-8', bytes('APPROVE', 'utf16le'), 'utf-8'],
    ['a latin letter under the name of utf-8', bytes('APPROVE\nJos\xe9', 'latin1'), 'utf-8'],
    ['a latin letter of no name', bytes('APPROVE\nJos\xe9', 'latin1'), undefined],
    ['a latin letter under the name of us-ascii', bytes('APPROVE\nJos\xe9', 'latin1'), 'us-ascii'],
    ['an overlong letter', Uint8Array.of(0xc1, 0x81, 0x50), 'utf-8'],
    ['a lone surrogate', Uint8Array.of(0xed, 0xa0, 0x80), 'utf-8'],
    ['a NUL', bytes('APPROVE\n\0'), 'utf-8'],
    ['a NUL of another charset', bytes('APPROVE\n\0'), 'iso-8859-1'],
  ])('%s is not decodable', (_, content, charset) => {
    expect(decoded(content, charset)).toBe('not-decodable');
  });

  it.each(['iso-8859-1', 'iso-8859-15', 'windows-1252'])('a latin letter as %s is read', (charset) => {
    expect(decoded(bytes('Jos\xe9', 'latin1'), charset)).toBe('José');
  });
});

/** Every trick of the row, as the bytes of a first line. */
const tricks: readonly (readonly [string, Uint8Array, string | undefined])[] = [
  ['UTF-7', bytes('+AEEAUABQAFIATwBWAEU-'), 'utf-7'],
  ['UTF-7 that says utf-8', bytes('+AEEAUABQAFIATwBWAEU-'), 'utf-8'],
  ['UTF-16', bytes('APPROVE', 'utf16le'), 'utf-16'],
  ['UTF-16 with its mark that says utf-8', Uint8Array.of(0xff, 0xfe, ...bytes('APPROVE', 'utf16le')), 'utf-8'],
  ['a charset that nobody knows', bytes('APPROVE'), 'x-secret'],
  ['ISO-2022', bytes('\u001b(BAPPROVE'), 'iso-2022-jp'],
  ['ISO-2022 that says us-ascii', bytes('\u001b(BAPPROVE'), 'us-ascii'],
  ['a NUL before it', bytes('\0APPROVE'), 'utf-8'],
  ['a NUL inside it', bytes('APP\0ROVE'), 'utf-8'],
  ['a zero-width space behind it', bytes('APPROVE\u200b'), 'utf-8'],
  ['a zero-width joiner inside it', bytes('APP\u200dROVE'), 'utf-8'],
  ['two byte order marks', bytes('\ufeff\ufeffAPPROVE'), 'utf-8'],
  ['a right-to-left override', bytes('\u202eEVORPPA'), 'utf-8'],
  ['full-width letters', bytes('\uff21\uff30\uff30\uff32\uff2f\uff36\uff25'), 'utf-8'],
  ['a Cyrillic A', bytes('\u0410PPROVE'), 'utf-8'],
  ['a combining mark', bytes('APPROVE\u0301'), 'utf-8'],
];

describe('T-08: what only looks like the word', () => {
  it.each(tricks)('by %s decides nothing', (_, content, charset) => {
    expect(readReply(ok([leafOf(content, charset)])).decision).toBe('none');
  });

  it('but one byte order mark of utf-8 before it is read over', () => {
    expect(readReply(ok([leafOf(bytes('\ufeffAPPROVE'), 'utf-8')])).decision).toBe('approve');
  });
});
