import { describe, expect, it } from 'vitest';
import { scanHeaders, valuesOf } from '../../../lambdas/core/reply/header-block.ts';

describe('the header block', () => {
  it('is fields in their order, names in lower case, values unfolded', () => {
    expect(scanHeaders('SUBJECT:a\r\n b\r\n\tc\r\nX-Y: 1: 2\r\nsubject:\r\n\r\nbody')).toEqual({
      ok: true,
      value: {
        fields: [
          { name: 'subject', value: 'a b\tc' },
          { name: 'x-y', value: '1: 2' },
          { name: 'subject', value: '' },
        ],
        bodyAt: 42,
      },
    });
  });

  it.each([
    ['', 0],
    ['\nbody', 1],
    ['\r\nbody', 2],
    ['A: b', 4],
    ['A: b\n', 5],
    ['A: b\n\nbody', 6],
  ])('of %j ends at %i', (raw, bodyAt) => {
    expect(scanHeaders(raw)).toMatchObject({ ok: true, value: { bodyAt } });
  });

  it.each([
    'A: b\0\r\n\r\n',
    'A: b\rc\r\n\r\n',
    ' folded first: b\r\n\r\n',
    'A: b\r\n \r\nC: d\r\n\r\n',
    'A: b\r\n from: c@example.com\r\n\r\n',
    'A: b\r\n\tFROM : <c@example.com>\r\n\r\n',
    'A : b\r\n\r\n',
    'A\r\n\r\n',
    ': b\r\n\r\n',
    'Ä: b\r\n\r\n',
  ])('is refused: %j', (raw) => {
    expect(scanHeaders(raw)).toEqual({ ok: false, refusal: 'malformed-headers' });
  });

  it.each([' from:to:date', '\tfrom', ' from; b=x', ' from:', ' so from: here'])('may fold %j', (folded) => {
    expect(scanHeaders(`DKIM-Signature: h=\r\n${folded}\r\n\r\n`).ok).toBe(true);
  });

  it('is refused beyond its bound, and read up to it', () => {
    expect(scanHeaders('A: b\r\nC: d\r\n\r\nbody', 12).ok).toBe(true);
    expect(scanHeaders('A: b\r\nC: d\r\n\r\nbody', 11)).toEqual({ ok: false, refusal: 'headers-too-large' });
  });

  // A quadratic reader takes minutes for this, and ends at the time-out of the test.
  it.each([' ', '\t', 'a', 'a ', 'a:', ' ;'])('D-05: is read to its end where 250 kB of %j are folded', (piece) => {
    const folded = piece.repeat(250_000 / piece.length);

    expect(scanHeaders(`A: b\r\n from:${folded}!\r\n\r\n`, 1_000_000).ok).toBe(/[:;]/.test(piece));
    expect(scanHeaders(`A: b\r\n ${folded}!\r\n\r\n`, 1_000_000).ok).toBe(true);
  });

  it('gives the values of a name', () => {
    const fields = [
      { name: 'to', value: 'a' },
      { name: 'cc', value: 'b' },
      { name: 'to', value: 'c' },
    ];
    expect(valuesOf(fields, 'to')).toEqual(['a', 'c']);
  });
});
