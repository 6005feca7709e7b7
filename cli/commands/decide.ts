import { type Command, InvalidArgumentError } from 'commander';
import { type Refusal, type Result, refuse } from '../../lambdas/core/result.ts';
import { recordDecision } from '../../lambdas/http/contract/request-commands.ts';
import type { RequestView } from '../../lambdas/http/contract/request-view.ts';
import { showRequest } from '../../lambdas/http/contract/requests.ts';
import { callRoute } from '../api-call.ts';
import { callAndPrint } from '../call-and-print.ts';
import { addCallerOptions, type Caller, type CallerOptions } from '../caller.ts';
import type { ExitCode } from '../exit-codes.ts';
import { showRequestLine } from '../show-request.ts';
import type { Terminal } from '../terminal.ts';
import { addWindowOptions, changedWindow, type WindowOptions } from '../window-options.ts';

type Verdict = 'approve' | 'disapprove';
type Options = CallerOptions & WindowOptions & { comment?: string; windowVersion?: number; json?: true };
type Decided = { readonly request: RequestView; readonly next: string };

/** A vote is about a window that its voter saw: one that was changed since it was asked for has to be named. */
const unseen = ({ windowVersion = 1, window }: RequestView): Refusal => ({
  rule: 'window-unseen',
  reason: `the window was changed to ${window?.start} to ${window?.end}: add --window-version ${windowVersion} to vote on it`,
});

const vote = async (
  caller: Caller,
  id: string,
  verdict: Verdict,
  options: Options,
): Promise<Result<Decided, Refusal>> => {
  const seen = await callRoute(caller, showRequest, { id });
  if (!seen.ok) return seen;
  const { request } = seen.value;
  const { comment, windowVersion = 1 } = options;
  if (options.windowVersion === undefined && (request.windowVersion ?? 1) > 1) return refuse(unseen(request));
  const window = request.window && changedWindow(options, request.window);
  return callRoute(caller, recordDecision, { id, body: { decision: verdict, comment, windowVersion, window } });
};

const decide = (id: string, verdict: Verdict, options: Options, terminal: Terminal): Promise<ExitCode> =>
  callAndPrint(options, terminal, {
    call: (caller) => vote(caller, id, verdict, options),
    show: ({ request, next }) => `${showRequestLine(request)}\n${next}`,
  });

const readVersion = (text: string): number => {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('write the version that "countersign requests ID" shows, such as 2');
};

const help = (verdict: Verdict, example: string): string => `
Look first: "countersign requests ID" shows what is asked for and the version of its window. A vote is about one version.
--json prints { "ok", "request", "next" }.
Exit codes: 0 voted, 1 refused or not reached.

Examples:
  $ npx countersign ${verdict} 01K... --as bruno
  $ npx countersign ${verdict} 01K... ${example}`;

const addVote = (program: Command, verdict: Verdict, description: string): Command => {
  const command = program
    .command(verdict)
    .description(description)
    .argument('<id>', 'the id of the request')
    .option('--comment <text>', 'a word to go with the vote')
    .option('--window-version <number>', 'the version of the window that you saw (default: as asked for)', readVersion);
  return addCallerOptions(command, {
    person: 'bruno',
    as: 'the demo person of the local cloud who votes',
    token: 'the access token of the person who votes',
  }).option('--json', 'print one JSON document and nothing else');
};

/** Adds `approve` and `disapprove`: votes on a request whose open level one belongs to. */
export const addDecisions = (program: Command, terminal: Terminal, finish: (code: ExitCode) => void): void => {
  addWindowOptions(addVote(program, 'approve', 'Approve a request, perhaps with a changed window.'), 'as asked for')
    .addHelpText('after', help('approve', '--for PT1H --comment "an hour is enough"'))
    .action(async (id: string, options: Options) => finish(await decide(id, 'approve', options, terminal)));
  addVote(program, 'disapprove', 'Disapprove a request.')
    .addHelpText('after', help('disapprove', '--comment "not during the audit"'))
    .action(async (id: string, options: Options) => finish(await decide(id, 'disapprove', options, terminal)));
};
