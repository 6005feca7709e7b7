import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { readLeaves } from '../../lambdas/adapters/mime/leaves.ts';
import { takenWords } from '../../lambdas/core/policy/reply-words.ts';
import { type ReplyRule, readReply } from '../../lambdas/core/reply/read-reply.ts';
import { noOtherWords, type ReplyWords } from '../../lambdas/core/reply/words.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { readPolicy } from '../read-policy.ts';
import { showProblem } from '../show-problems.ts';
import type { Terminal } from '../terminal.ts';

/** What is printed for one mail (design.md 10). */
interface Answer {
  readonly file: string;
  readonly decision: 'approve' | 'disapprove' | 'none';
  readonly reason: ReplyRule;
  readonly comment: string;
}

/** A file that cannot be read, in the place of its answer. */
interface Failure {
  readonly file: string;
  readonly error: { readonly field: 'file'; readonly detail: string };
}

type Answered = Answer | Failure;
type ReadBytes = (path: string) => Promise<Uint8Array>;
type AnswerFile = (file: string) => Promise<Answered>;
type Options = { readonly json?: boolean; readonly batch?: boolean; readonly policy?: string };

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file; check the path',
  EISDIR: 'is a directory; name a mail in it',
  EACCES: 'may not be read; check its permissions',
};

const isFileError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'code' in error;

const makeAnswer =
  (readBytes: ReadBytes, words: ReplyWords): AnswerFile =>
  async (file) => {
    try {
      return { file, ...readReply(await readLeaves(await readBytes(file)), words) };
    } catch (error) {
      if (!isFileError(error)) throw error;
      return { file, error: { field: 'file', detail: WHY[error.code ?? ''] ?? `cannot be read (${error.code})` } };
    }
  };

const failed = (answered: Answered): answered is Failure => 'error' in answered;

const indented = (comment: string): string => (comment === '' ? '' : `\n  ${comment.replaceAll('\n', '\n  ')}`);

const inWords = ({ file, decision, reason, comment }: Answer): string =>
  `${file}: ${decision} (${reason})${indented(comment)}`;

async function answerLines(answer: AnswerFile, terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done;
  for await (const path of terminal.lines()) {
    const answered = await answer(path);
    if (failed(answered)) code = exitCodes.failed;
    terminal.print(JSON.stringify(answered));
  }
  return code;
}

async function answerFiles(
  answer: AnswerFile,
  { files, json = false }: Options & { readonly files: readonly string[] },
  terminal: Terminal,
): Promise<ExitCode> {
  const answers = await Promise.all(files.map(answer));
  if (json) terminal.print(JSON.stringify(answers.length === 1 ? answers[0] : answers, null, 2));
  for (const answered of answers) {
    if (failed(answered)) terminal.complain(`error: ${answered.file}: ${answered.error.detail}`);
    else if (!json) terminal.print(inWords(answered));
  }
  return answers.some(failed) ? exitCodes.failed : exitCodes.done;
}

function wrongUsage(files: readonly string[], { batch = false }: Options): string | undefined {
  if (batch && files.length > 0) return 'error: with --batch the paths come from standard input; name none';
  return batch || files.length > 0 ? undefined : 'error: name at least one mail, or use --batch';
}

/** Those of the policy file, if one is named; undefined when it is wrong, which was said. */
const wordsOf = async ({ policy }: Options, terminal: Terminal): Promise<ReplyWords | undefined> => {
  if (policy === undefined) return noOtherWords;
  const read = await readPolicy(policy, terminal);
  if (read.ok) return takenWords(read.policy.settings.replies);
  for (const problem of read.errors) terminal.complain(showProblem(policy, 'error', problem));
  return undefined;
};

const help = `
The decision is approve, disapprove or none; a none is an answer: exit code 0. The reason names the rule that decided.
--json prints one object for one file, a list for several. With --batch a file that cannot be read gives
{"file","error":{"field","detail"}} in its place, and the exit code is 1.

Examples:
  $ countersign reply answer.eml --json
  $ countersign reply answer.eml --policy policy.yaml
  $ ls mails/*.eml | countersign reply --batch > answers.jsonl`;

/** Adds `reply`: what mailed replies mean by the grammar of threats.md G8-G9, offline; no token, sender or DMARC. */
export const addReply = (
  program: Command,
  terminal: Terminal,
  finish: (code: ExitCode) => void,
  readBytes: ReadBytes = (path) => readFile(path),
): void => {
  program
    .command('reply')
    .summary('say what a mailed reply means, and by which rule')
    .description('Say what a mailed reply means by the grammar alone: token, sender and DMARC are not looked at.')
    .argument('[files...]', 'raw mails (.eml)')
    .option('--policy <file>', 'take the words and banners that this policy adds (settings.replies)')
    .option('--json', 'print one JSON document and nothing else')
    .option('--batch', 'read one path a line from standard input, print one answer a line')
    .addHelpText('after', help)
    .action(async (files: readonly string[], options: Options, command: Command) => {
      const wrong = wrongUsage(files, options);
      if (wrong !== undefined) command.error(wrong);
      const words = await wordsOf(options, terminal);
      if (words === undefined) return finish(exitCodes.failed);
      const answer = makeAnswer(readBytes, words);
      finish(
        await (options.batch ? answerLines(answer, terminal) : answerFiles(answer, { ...options, files }, terminal)),
      );
    });
};
