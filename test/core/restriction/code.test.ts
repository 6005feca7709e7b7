import { describe, expect, it } from 'vitest';
import {
  type Flags,
  flagTriples,
  parseRestrictionCode,
  restrictionCode,
  restrictionKey,
} from '../../../lambdas/core/restriction/code.ts';

type Triple = { flags: Flags; id: number };

const allTriples: Triple[] = flagTriples.flatMap((flags) =>
  Array.from({ length: 9999 }, (_, index) => ({ flags, id: index + 1 })),
);

describe('the restriction code (E-05)', () => {
  it.each([
    ['000', 45, '10000045', '11110045'],
    ['100', 45, '11000045', '10110045'],
    ['110', 45, '11100045', '10010045'],
    ['111', 45, '11110045', '10000045'],
    ['111', 9999, '11119999', '10009999'],
    ['100', 1, '11000001', '10110001'],
  ] as const)('of %s and group %i is %s, its key %s', (flags, id, code, key) => {
    expect(restrictionCode(flags, id)).toBe(code);
    expect(restrictionKey(flags, id)).toBe(key);
  });

  it.each([0, 10_000, -1, 45.5, Number.NaN])('is never made for the group id %d', (id) => {
    expect(() => restrictionCode('100', id)).toThrow('from 1 to 9999');
  });

  it('is read back as what it was made of, for every code', () => {
    const reread = allTriples.filter(({ flags, id }) => {
      const read = parseRestrictionCode(restrictionCode(flags, id));
      return read.ok && read.value.flags === flags && read.value.groupId === id;
    });

    expect(reread).toHaveLength(4 * 9999);
  });

  it.each(['10100045', '10010045', '10110045', '11010045', '21110045', '11110000', '1111045', '111100450', ''])(
    'is not %j',
    (text) => {
      expect(parseRestrictionCode(text)).toMatchObject({ ok: false, refusal: { rule: 'not-a-restriction-code' } });
    },
  );
});

describe('the order key', () => {
  it('sorts as flags descending, then group id ascending, for all 4 x 9,999 codes', () => {
    const byKey = allTriples
      .map(({ flags, id }) => ({ key: restrictionKey(flags, id), code: restrictionCode(flags, id) }))
      .sort((one, other) => (one.key < other.key ? -1 : 1))
      .map(({ code }) => code);
    const byDecision = allTriples
      .toSorted((one, other) => Number(other.flags) - Number(one.flags) || one.id - other.id)
      .map(({ flags, id }) => restrictionCode(flags, id));

    expect(byKey).toEqual(byDecision);
  });

  it('differs for every code', () => {
    expect(new Set(allTriples.map(({ flags, id }) => restrictionKey(flags, id))).size).toBe(4 * 9999);
  });
});
