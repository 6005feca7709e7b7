import { readFile } from 'node:fs/promises';

/** Everything a command needs of the world, so that tests can be the world. */
export type Terminal = {
  readFile: (path: string) => Promise<string>;
  /** The lines of standard input, without their ends. */
  lines: () => AsyncIterable<string>;
  /** Writes to standard output. */
  print: (text: string) => void;
  /** Writes to standard error. */
  complain: (text: string) => void;
};

/** Cuts text into lines at `\n` (and `\r\n`) alone: JSON may hold the other line ends of Unicode. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines.map((line) => line.replace(/\r$/, ''));
  }
  if (rest !== '') yield rest.replace(/\r$/, '');
}

/** The process's own files and streams. */
export const processTerminal: Terminal = {
  readFile: (path) => readFile(path, 'utf8'),
  lines: () => linesOf(process.stdin.setEncoding('utf8')),
  print: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
};
