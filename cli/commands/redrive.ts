import { type Command, Option } from 'commander';
import { redriveDeadLetters } from '../../lambdas/http/contract/dead-letters.ts';
import { callRoute } from '../api-call.ts';
import { callAndPrint } from '../call-and-print.ts';
import { addCallerOptions, type CallerOptions } from '../caller.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';

type Options = CallerOptions & { queue?: string; dryRun?: true; json?: true };
type Queue = { queue: string; found: number; done: number; left: number };

const show = ({ queue, found, done, left }: Queue, dryRun: boolean): string => {
  if (dryRun) return `${queue}: about ${found}`;
  if (found === 0) return `${queue}: nothing there`;
  return `${queue}: ${done} of ${found} done${left > 0 ? `, ${left} failed again and stay` : ''}`;
};

const redrive = (options: Options, terminal: Terminal): Promise<ExitCode> => {
  const dryRun = options.dryRun === true;
  const body = { queue: options.queue, dryRun };
  return callAndPrint(options, terminal, {
    call: (caller) => callRoute(caller, redriveDeadLetters, { body }),
    show: ({ queues }) => queues.map((queue) => show(queue, dryRun)).join('\n'),
    nothing: { queues: [] },
    isDone: ({ queues }) => queues.every(({ left }) => left === 0),
  });
};

const help = `
Mend the cause first: what fails again stays, and the log of redrive-dead-letters says why. One call works for some 20
seconds; give the command again while it finds more. --json prints { "ok", "queues": [{ "queue", "found", "done", "left" }] }.
Exit codes: 0 all done, 1 something failed again or the API refused.

Examples:
  $ countersign redrive --dry-run
  $ COUNTERSIGN_TOKEN=... countersign redrive --queue effects --api https://api.example.com/prod`;

/** Adds `redrive`: has the dead letters done again, by an administrator, when the cause is mended. */
export const addRedrive = (program: Command, terminal: Terminal, finish: (code: ExitCode) => void): void => {
  const command = program
    .command('redrive')
    .description('Do the dead letters again and forget those that were done.')
    .addOption(
      new Option('--queue <name>', 'one queue (default: all)').choices([
        'effects',
        'mail',
        'bounces',
        'schedule',
        'siem',
      ]),
    )
    .option('--dry-run', 'only say how many there are');
  addCallerOptions(command, {
    person: 'alex',
    as: 'the administrator among the demo people of the local cloud',
    token: 'the access token of an administrator',
  })
    .option('--json', 'print one JSON document and nothing else')
    .addHelpText('after', help)
    .action(async (options: Options) => finish(await redrive(options, terminal)));
};
