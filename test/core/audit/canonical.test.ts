import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { canonical, type Json } from '../../../lambdas/core/audit/canonical.ts';

const anyJson = fc.jsonValue() as fc.Arbitrary<Json>;

describe('the canonical spelling', () => {
  it.each<[string, Json, string]>([
    ['sorts keys', { b: 1, a: 2 }, '{"a":2,"b":1}'],
    [
      'sorts keys at every depth, and not in lists',
      { z: [{ d: 1, c: [2, 1] }], a: null },
      '{"a":null,"z":[{"c":[2,1],"d":1}]}',
    ],
    ['sorts keys by code unit, digits as text', { a: 1, B: 2, 10: 3, 9: 4 }, '{"10":3,"9":4,"B":2,"a":1}'],
    ['leaves out what is undefined', { a: undefined, b: { c: undefined } }, '{"b":{}}'],
    [
      'writes no space, and escapes as JSON does',
      ['a b', '"', '\n', 'é', '\u2028'],
      '["a b","\\"","\\n","é","\u2028"]',
    ],
    ['writes plain values as JSON does', [true, false, null, 0, -1.5, 1e21, ''], '[true,false,null,0,-1.5,1e+21,""]'],
    ['keeps empty things apart', [{}, [], ''], '[{},[],""]'],
  ])('%s', (_, value, text) => {
    expect(canonical(value)).toBe(text);
  });

  it('is the same for a value that was stored as JSON and read back', () => {
    const value: Json = { b: undefined, a: [1, { d: 'x', c: undefined }] };

    expect(canonical(JSON.parse(JSON.stringify(value)) as Json)).toBe(canonical(value));
  });

  test.prop([anyJson])('is JSON of the same value', (value) => {
    expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
  });

  test.prop([fc.dictionary(fc.string(), anyJson)])(
    'does not depend on the order in which members were set',
    (value) => {
      const reversed = Object.fromEntries(Object.entries(value).toReversed());

      expect(canonical(reversed)).toBe(canonical(value));
    },
  );
});
