import { createHash } from 'node:crypto';
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type Chained, chain, firstBroken, GENESIS } from '../../../lambdas/core/audit/chain.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

interface Line {
  readonly seq: number;
  readonly actor: string;
}

/** A chain of as many records as there are actors. */
const chainOf = (actors: readonly string[]): Chained<Line>[] => {
  const records: Chained<Line>[] = [];
  for (const [index, actor] of actors.entries())
    records.push(chain({ seq: index + 1, actor }, records.at(-1)?.hash ?? GENESIS, sha256));
  return records;
};

const five = chainOf(['ana', 'bruno', 'carla', 'dora', 'edu']);

describe('a chained record', () => {
  it('keeps what it says, and adds the hash before it and its own', () => {
    expect(chain({ seq: 1, actor: 'ana' }, GENESIS, sha256)).toEqual({
      seq: 1,
      actor: 'ana',
      previousHash: '0'.repeat(64),
      hash: sha256(`${'0'.repeat(64)}{"actor":"ana","seq":1}`),
    });
  });

  it('points to the record before it', () => {
    expect(five.slice(1).map(({ previousHash }) => previousHash)).toEqual(five.slice(0, -1).map(({ hash }) => hash));
  });
});

describe('the verifier', () => {
  it('finds nothing wrong with a whole chain, with its beginning, and with an empty one', () => {
    expect(firstBroken(five, sha256)).toBeUndefined();
    expect(firstBroken(five.slice(0, 2), sha256)).toBeUndefined();
    expect(firstBroken([], sha256)).toBeUndefined();
  });

  it('does not mind in which order a record gives its members', () => {
    const reordered = five.map((record) => Object.fromEntries(Object.entries(record).toReversed()) as never);

    expect(firstBroken(reordered, sha256)).toBeUndefined();
  });

  const at = (index: number) => five[index] as Chained<Line>;
  const forged = chain({ seq: 3, actor: 'mallory' }, at(1).hash, sha256);

  it.each<[string, readonly Chained<Line>[], number]>([
    ['altered', five.with(2, { ...at(2), actor: 'Carla' }), 3],
    ['altered and given a hash that fits', five.with(2, forged), 4],
    ['given another number', five.with(2, { ...at(2), seq: 4 }), 3],
    [
      'given another number and a hash that fits',
      five.with(2, chain({ seq: 4, actor: 'carla' }, at(1).hash, sha256)),
      3,
    ],
    ['given another hash', five.with(2, { ...at(2), hash: at(1).hash }), 3],
    ['tied to another record', five.with(2, { ...at(2), previousHash: at(0).hash }), 3],
    ['deleted from the middle', five.toSpliced(2, 1), 3],
    ['deleted from the beginning', five.slice(1), 1],
    ['moved', five.toSpliced(2, 2, at(3), at(2)), 3],
    ['inserted', five.toSpliced(2, 0, forged), 4],
    ['repeated', five.toSpliced(2, 0, at(1)), 3],
    [
      'taken from the chain of another request',
      five.with(4, chainOf(['x', 'y', 'z', 'v', 'edu'])[4] as Chained<Line>),
      5,
    ],
  ])('T-20, R-05: names the first record that does not fit, when one was %s', (_, records, seq) => {
    expect(firstBroken(records, sha256)).toBe(seq);
  });

  const end = { seq: 5, hash: at(4).hash };
  const rewritten = chainOf(['ana', 'bruno', 'carla', 'dora', 'mallory']);

  it.each<[string, readonly Chained<Line>[], number | undefined]>([
    ['holds', five, undefined],
    ['has lost its last record', five.slice(0, 4), 5],
    ['has lost its last three', five.slice(0, 2), 3],
    ['has lost all', [], 1],
    ['has a record more', [...five, chain({ seq: 6, actor: 'mallory' }, at(4).hash, sha256)], 6],
    ['was rewritten with hashes that fit', rewritten, 5],
    ['is broken before its end', five.with(1, { ...at(1), actor: 'x' }).slice(0, 4), 2],
  ])('T-20: by an end that was kept elsewhere sees that a chain %s', (_, records, seq) => {
    expect(firstBroken(records, sha256, end)).toBe(seq);
  });

  it('T-20: sees a single bit that was turned, wherever it was', () => {
    for (const [index, record] of five.entries())
      for (let bit = 0; bit < 7; bit += 1) {
        const actor = String.fromCharCode(record.actor.charCodeAt(0) ^ (1 << bit)) + record.actor.slice(1);
        expect(firstBroken(five.with(index, { ...record, actor }), sha256)).toBe(index + 1);
      }
  });

  test.prop([fc.array(fc.string({ maxLength: 5 }), { minLength: 1, maxLength: 8 }), fc.nat(), fc.string()], {
    numRuns: 200,
  })('finds every altered word at the record that holds it', (actors, where, word) => {
    const index = where % actors.length;
    const records = chainOf(actors);
    fc.pre(word !== actors[index]);

    const altered = records.map((record, at) => (at === index ? { ...record, actor: word } : record));

    expect(firstBroken(altered, sha256)).toBe(index + 1);
  });
});
