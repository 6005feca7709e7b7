import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/threat-model.md', root), 'utf8');
const rows = [...page.matchAll(/^\| ([A-Z]-\d+) \| .* \| (.*) \|$/gm)].map(([, id = '', proof = '']) => ({
  id,
  proof,
}));
const files = rows.flatMap(({ id, proof }) => [...proof.matchAll(/`([^`]+)`/g)].map(([, file = '']) => ({ id, file })));

describe('docs/threat-model.md', () => {
  it('has every row once', () => {
    expect(rows.length).toBeGreaterThan(80);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  it.each(files)('$id is spoken of in $file', ({ id, file }) => {
    expect(readFileSync(new URL(file, root), 'utf8')).toMatch(new RegExp(`\\b${id}\\b`));
  });

  it.each(rows.filter(({ proof }) => !proof.includes('`')))('$id without a test says that it is open', ({ proof }) => {
    expect(proof).toBe('open');
  });
});
