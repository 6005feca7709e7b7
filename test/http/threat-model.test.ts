import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const [page = '', waivers = ''] = readFileSync(new URL('docs/threat-model.md', root), 'utf8').split('## Waived');
const rowsOf = (text: string) =>
  [...text.matchAll(/^\| ([A-Z]-\d+) \| (.*) \| (.*) \|$/gm)].map(([, id = '', claim = '', last = '']) => ({
    id,
    claim,
    last,
  }));
const rows = rowsOf(page);
const waived = rowsOf(waivers);
const files = rows.flatMap(({ id, last }) => [...last.matchAll(/`([^`]+)`/g)].map(([, file = '']) => ({ id, file })));

describe('docs/threat-model.md', () => {
  it('has every row once', () => {
    const all = { S: 17, T: 22, R: 6, I: 12, D: 14, E: 20 };
    const wanted = Object.entries(all).flatMap(([letter, last]) =>
      Array.from({ length: last }, (_, index) => `${letter}-${String(index + 1).padStart(2, '0')}`),
    );

    expect(rows).toHaveLength(wanted.length);
    expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(wanted));
  });

  it.each(files)('$id is spoken of in $file', ({ id, file }) => {
    expect(readFileSync(new URL(file, root), 'utf8')).toMatch(new RegExp(`\\b${id}\\b`));
  });

  it.each(rows.filter(({ last }) => !last.includes('`')))('$id without a test says that it is open', ({ last }) => {
    expect(last).toBe('open');
  });

  it('gives a reason for what a row waives, and waives nothing that its row does not say', () => {
    const saysSo = rows.filter(({ claim }) => /\bwaived\b/.test(claim)).map(({ id }) => id);

    expect(new Set(waived.map(({ id }) => id))).toEqual(new Set(saysSo));
    expect(waived.filter(({ last }) => last.length < 40)).toEqual([]);
  });
});
