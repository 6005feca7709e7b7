import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { areEnough, type Need } from '../../../lambdas/core/policy/enough-people.ts';

/** Every way of giving each place somebody, tried one after another. */
const tryAll = (places: readonly (readonly string[])[], taken: ReadonlySet<string> = new Set()): boolean => {
  const [first, ...rest] = places;
  if (first === undefined) return true;
  return first.some((person) => !taken.has(person) && tryAll(rest, new Set([...taken, person])));
};

const needs: fc.Arbitrary<Need[]> = fc.array(
  fc.record({ people: fc.subarray(['a', 'b', 'c', 'd']), count: fc.integer({ min: 1, max: 2 }) }),
  { maxLength: 4 },
);

describe('enough people', () => {
  it('must stand elsewhere if that lets everybody be placed', () => {
    expect(
      areEnough([
        { people: ['a', 'b'], count: 1 },
        { people: ['a', 'c'], count: 1 },
        { people: ['a'], count: 1 },
      ]),
    ).toBe(true);
  });

  it('are not tried one by one when the number alone is too high', () => {
    expect(areEnough([{ people: ['a'], count: Number.MAX_SAFE_INTEGER }])).toBe(false);
  });

  test.prop([needs])('are what trying every way finds', (each) => {
    expect(areEnough(each)).toBe(tryAll(each.flatMap(({ people, count }) => Array(count).fill(people))));
  });
});
