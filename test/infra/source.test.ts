import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../lambdas/', import.meta.url);
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => [path, readFileSync(new URL(path, root), 'utf8')] as const);

/** The files that hold this, comments left out. */
const holding = (pattern: RegExp, below = ''): string[] =>
  sources
    .filter(([path]) => path.startsWith(below))
    .filter(([, text]) => pattern.test(text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '')))
    .map(([path]) => path)
    .sort((one, other) => one.localeCompare(other));

describe('the source of the functions', () => {
  it('is all there', () => {
    expect(sources.length).toBeGreaterThan(200);
    expect(holding(/TransactWriteCommand/).length).toBeGreaterThan(0);
  });

  it('I-02: has no random of little worth, but to spread those who wait', () => {
    expect(holding(/Math\.random/)).toEqual([
      'adapters/dynamodb/stores.ts',
      'adapters/dynamodb/vault-log.ts',
      'functions/dispatch-effects/handler.ts',
    ]);
  });

  it('D-14: scans no table', () => {
    expect(holding(/ScanCommand|ExecuteStatement/)).toEqual([]);
  });

  it('T-22: asks one clock', () => {
    expect(holding(/Date\.now\(|new Date\(\)/)).toEqual(['adapters/runtime/runtime.ts']);
  });

  it('S-14: compares addresses and words by no folding of Unicode', () => {
    expect(holding(/toUpperCase|\/[a-z]*i[a-z]*u[a-z]*[;,).\s]|localeCompare/, 'core/reply')).toEqual([]);
  });

  it('S-04: decides a mail by no header that claims a verdict', () => {
    expect(holding(/authentication-results|received-spf|x-ses-/i, 'core/reply')).toEqual([]);
    expect(holding(/authentication-results|received-spf|x-ses-/i, 'application')).toEqual([]);
  });

  it('I-12: compares no token as text', () => {
    expect(holding(/[tT]oken === (?!undefined)/, 'core/reply')).toEqual([]);
    expect(holding(/[tT]oken === (?!undefined)/, 'application')).toEqual([]);
  });
});
