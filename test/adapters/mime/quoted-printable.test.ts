import { fc, test } from '@fast-check/vitest';
import { expect, it } from 'vitest';
import { decodeQuotedPrintable } from '../../../lambdas/adapters/mime/quoted-printable.ts';

const read = (text: string): string => Buffer.from(decodeQuotedPrintable(text)).toString('latin1');

it.each([
  ['=41=3d=C3=A9', 'A=\xc3\xa9'],
  ['a=\r\nb=\nc=', 'abc'],
  ['a \t\r\nb \nc ', 'a\r\nb\nc'],
  ['a= \t\r\nb', 'ab'],
  ['a b\tc', 'a b\tc'],
  ['=4=\r\n1', 'A'],
  ['==41=G1=4', '=A=G1=4'],
  ['\xe9\0', '\xe9\0'],
])('reads %j as %j', (text, bytes) => {
  expect(read(text)).toBe(bytes);
});

const escaped = (byte: number): string => `=${byte.toString(16).padStart(2, '0').toUpperCase()}`;
const lineBreaks = fc.func(fc.constantFrom('', '', '', '=\r\n', '= \r\n', '=\n'));

test.prop([fc.uint8Array({ maxLength: 300 }), lineBreaks])(
  'gives back any bytes, wherever the sender broke the lines',
  (bytes, breakAfter) => {
    const text = Array.from(bytes, (byte, at) => escaped(byte) + breakAfter(at)).join('');
    expect(decodeQuotedPrintable(text)).toEqual(Buffer.from(bytes));
  },
);

// A quadratic reader takes minutes for this, and ends at the time-out of the test.
it.each([' ', '\t', '=', '= ', '=4', ' \r', '=\n', '=41'])('D-05: reads 250 kB of %j to its end', (piece) => {
  expect(read(`${piece.repeat(250_000 / piece.length)}x`)).toMatch(/x$/);
});
