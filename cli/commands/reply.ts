import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { Command } from 'commander';
import { readLeaves } from '../../lambdas/adapters/mime/leaves.ts';
import { type ReplyRule, readReply } from '../../lambdas/core/reply/read-reply.ts';

/** What `countersign reply` prints for one mail (design.md 10). */
export interface ReplyAnswer {
  readonly file: string;
  readonly decision: 'approve' | 'disapprove' | 'none';
  readonly reason: ReplyRule;
  readonly comment: string;
}

/** A file that cannot be read, in the place of its answer. */
export interface ReplyFailure {
  readonly file: string;
  readonly error: { readonly field: 'file'; readonly detail: string };
}

/** Where the command reads and writes; a test hands in its own. */
export interface ReplyStreams {
  readonly input: Readable;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

export interface ReplyOptions {
  readonly json?: boolean | undefined;
  readonly batch?: boolean | undefined;
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'no such file: check the path',
  EISDIR: 'is a directory: name the mail in it',
  EACCES: 'may not be read: check its permissions',
};

const isNodeError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'code' in error;

/** Reads one mail by the grammar alone: no token, no sender, no DMARC, no network. */
export async function answerFor(file: string): Promise<ReplyAnswer | ReplyFailure> {
  try {
    return { file, ...readReply(await readLeaves(await readFile(file))) };
  } catch (error) {
    if (!isNodeError(error)) throw error;
    return { file, error: { field: 'file', detail: WHY[error.code ?? ''] ?? `cannot be read (${error.code})` } };
  }
}

const failed = (answer: ReplyAnswer | ReplyFailure): answer is ReplyFailure => 'error' in answer;

const inWords = (answer: ReplyAnswer): string =>
  `${answer.file}: ${answer.decision} (${answer.reason})${answer.comment === '' ? '' : `\n  ${answer.comment.replaceAll('\n', '\n  ')}`}`;

async function answerBatch({ input, out }: ReplyStreams): Promise<number> {
  let code = 0;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line === '') continue;
    const answer = await answerFor(line);
    if (failed(answer)) code = 1;
    out(JSON.stringify(answer));
  }
  return code;
}

async function answerFiles(files: readonly string[], json: boolean, { out, err }: ReplyStreams): Promise<number> {
  const answers = await Promise.all(files.map(answerFor));
  if (json) out(JSON.stringify(answers.length === 1 ? answers[0] : answers, null, 2));
  for (const answer of answers) {
    if (failed(answer)) err(`countersign reply: ${answer.file}: ${answer.error.detail}`);
    else if (!json) out(inWords(answer));
  }
  return answers.some(failed) ? 1 : 0;
}

/** Runs the command and gives its exit code: 0 answered (`none` is an answer), 1 a file was not read, 2 wrong usage. */
export async function runReply(
  files: readonly string[],
  options: ReplyOptions,
  streams: ReplyStreams,
): Promise<number> {
  const batch = options.batch ?? false;
  if (batch === files.length > 0) {
    streams.err(
      batch
        ? 'countersign reply: with --batch the paths come from standard input; name no FILE'
        : 'countersign reply: name at least one FILE.eml, or use --batch and write one path a line',
    );
    return 2;
  }
  return batch ? answerBatch(streams) : answerFiles(files, options.json ?? false, streams);
}

/** Adds `reply` to the command line. */
export function addReplyCommand(program: Command): void {
  program
    .command('reply')
    .description('what a mailed reply means by the grammar, offline; token, sender and DMARC are not looked at')
    .argument('[FILE...]', 'raw mails (.eml)')
    .option('--json', 'one JSON document: an object for one file, a list for several')
    .option('--batch', 'read one path a line from standard input, print one JSON answer a line')
    .action(async (files: string[], options: ReplyOptions) => {
      process.exitCode = await runReply(files, options, {
        input: process.stdin,
        out: console.log,
        err: console.error,
      });
    });
}
