import { describe, expect, it } from 'vitest';
import { pageUnits, readUnits, writeUnits } from '../../bench/arithmetic/capacity.ts';
import { itemBytes, type StoredItem } from '../../bench/arithmetic/item-size.ts';

/** An item of exactly so many bytes. */
const ofBytes = (bytes: number, more: StoredItem = {}): StoredItem => {
  const rest = bytes - itemBytes({ pk: { S: '' }, ...more });
  return { pk: { S: 'x'.repeat(rest) }, ...more };
};

describe('the size of an item', () => {
  it.each<[string, StoredItem, number]>([
    ['a text, with its name', { name: { S: 'Ana' } }, 7],
    ['a text by its UTF-8 bytes', { é: { S: 'ção' } }, 7],
    ['a number of two digits a byte, and one', { n: { N: '1234' } }, 4],
    ['a negative number, a byte more', { n: { N: '-1234' } }, 5],
    ['a number without the zeros around it', { n: { N: '1000' } }, 3],
    ['zero', { n: { N: '0' } }, 2],
    ['true and null, a byte each', { a: { BOOL: true }, b: { NULL: true } }, 4],
    ['bytes', { b: { B: new Uint8Array(5) } }, 6],
    ['sets, without more', { s: { SS: ['ab', 'c'] }, n: { NS: ['1', '22'] }, b: { BS: [new Uint8Array(3)] } }, 13],
    ['a list: three bytes and one an element', { l: { L: [{ S: 'ab' }, { BOOL: false }] } }, 9],
    ['a map: three bytes and one an element', { m: { M: { a: { S: 'b' } } } }, 7],
  ])('counts %s', (_what, item, bytes) => {
    expect(itemBytes(item)).toBe(bytes);
  });

  it('refuses a value whose kind it does not know', () => {
    expect(() => itemBytes({ a: {} as never })).toThrow('unknown kind');
  });
});

describe('read request units', () => {
  it.each([
    [4096, true, 1],
    [4097, true, 2],
    [4096, false, 0.5],
    [8192, false, 1],
  ])('of an item of %i bytes, consistent %s, are %d', (bytes, consistent, units) => {
    expect(readUnits(ofBytes(bytes), consistent)).toBe(units);
  });

  it('are one for an item that is not there', () => {
    expect(readUnits(undefined, true)).toBe(1);
  });

  it('of a page are those of its sum, and of an empty page one block', () => {
    const small = Array.from({ length: 40 }, () => ofBytes(100));

    expect(pageUnits(small, true)).toBe(1);
    expect(pageUnits([...small, ofBytes(97)], true)).toBe(2);
    expect(pageUnits([], false)).toBe(0.5);
  });
});

describe('write request units', () => {
  const write = (before: StoredItem | undefined, after: StoredItem | undefined, more = {}) =>
    writeUnits({ before, after, transactional: false, indexes: [], ...more });

  it('go by the larger of the item before and after', () => {
    expect(write(undefined, ofBytes(1024))).toBe(1);
    expect(write(undefined, ofBytes(1025))).toBe(2);
    expect(write(ofBytes(3000), ofBytes(100))).toBe(3);
    expect(write(ofBytes(1500), undefined)).toBe(2);
  });

  it('are one for a delete of nothing', () => {
    expect(write(undefined, undefined)).toBe(1);
  });

  it('are double in a transaction, its indexes not', () => {
    const indexes = [{ keys: ['due'] }];

    expect(write(undefined, ofBytes(1500, { due: { S: '1' } }), { transactional: true, indexes })).toBe(4 + 2);
  });

  it.each<[string, StoredItem | undefined, StoredItem | undefined, number]>([
    ['an item that enters it', undefined, ofBytes(500, { due: { S: '1' } }), 1],
    ['an item that leaves it', ofBytes(500, { due: { S: '1' } }), ofBytes(500), 1],
    ['an item that was never in it', ofBytes(500), ofBytes(501), 0],
    ['another key: out and in again', ofBytes(500, { due: { S: '1' } }), ofBytes(500, { due: { S: '2' } }), 2],
    ['another value of a projected attribute', ofBytes(500, { due: { S: '1' } }), ofBytes(501, { due: { S: '1' } }), 1],
    ['nothing that changed', ofBytes(500, { due: { S: '1' } }), ofBytes(500, { due: { S: '1' } }), 0],
  ])('of an index are those of %s', (_what, before, after, units) => {
    expect(write(before, after, { indexes: [{ keys: ['due'] }] })).toBe(1 + units);
  });

  it('of an index of keys alone are none when another attribute changes, and small when a key does', () => {
    const indexes = [{ keys: ['due'], projected: ['pk'] }];
    const item = (due: string, more: string): StoredItem => ({ pk: { S: '1' }, due: { S: due }, more: { S: more } });
    const long = 'x'.repeat(3000);

    expect(write(item('1', ''), item('1', 'y'), { indexes })).toBe(1);
    expect(write(item('1', long), item('2', long), { indexes })).toBe(3 + 2);
  });
});
