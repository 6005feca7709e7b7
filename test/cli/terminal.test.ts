import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../cli/terminal.ts';

const lines = async (...chunks: string[]): Promise<string[]> => {
  const seen: string[] = [];
  for await (const line of linesOf(Readable.from(chunks))) seen.push(line);
  return seen;
};

describe('lines of standard input', () => {
  it.each<[string[], string[]]>([
    [[], []],
    [['a\nb\n'], ['a', 'b']],
    [['a\nb'], ['a', 'b']],
    [
      ['a', 'b\nc', '\n'],
      ['ab', 'c'],
    ],
    [
      ['a\r', '\nb\r\n'],
      ['a', 'b'],
    ],
    [['a\n\nb\n'], ['a', '', 'b']],
    [['"\u2028"\n'], ['"\u2028"']],
  ])('%j are %j', async (chunks, expected) => {
    expect(await lines(...chunks)).toEqual(expected);
  });
});
