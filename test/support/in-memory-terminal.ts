import { readFile } from 'node:fs/promises';
import { runCountersign } from '../../cli/run.ts';
import type { Terminal } from '../../cli/terminal.ts';

/** What a command line did: its exit code and what it wrote. */
export type Ran = { code: number; out: string; complaints: string };

type World = { files?: Record<string, string>; lines?: readonly string[] };

const noSuchFile = (path: string): Error => Object.assign(new Error(`no ${path}`), { code: 'ENOENT' });

/** Runs a command line with given files (the repository's own beside them) and lines of standard input. */
export const runInMemory = async (words: readonly string[], { files = {}, lines = [] }: World = {}): Promise<Ran> => {
  const out: string[] = [];
  const complaints: string[] = [];
  const terminal: Terminal = {
    readFile: async (path) => {
      const text = files[path];
      if (text !== undefined) return text;
      if (path.startsWith('local/')) return await readFile(path, 'utf8');
      throw noSuchFile(path);
    },
    async *lines() {
      yield* lines;
    },
    print: (text) => out.push(text),
    complain: (text) => complaints.push(text),
  };
  const code = await runCountersign(words, terminal);
  return { code, out: out.join('\n'), complaints: complaints.join('\n') };
};
