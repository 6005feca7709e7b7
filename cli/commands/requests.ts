import { type Command, Option } from 'commander';
import type * as z from 'zod';
import { ok, type Result } from '../../lambdas/core/result.ts';
import { listRequests, showRequest } from '../../lambdas/http/contract/requests.ts';
import { type ApiRefusal, callRoute } from '../api-call.ts';
import { callAndPrint } from '../call-and-print.ts';
import { addCallerOptions, type Caller, type CallerOptions } from '../caller.ts';
import type { ExitCode } from '../exit-codes.ts';
import { showRequestLine, showRequest as showWhole } from '../show-request.ts';
import type { Terminal } from '../terminal.ts';

type Options = CallerOptions & { scope: string; state?: string; month?: string; json?: true };
type Item = z.output<typeof listRequests.answer>['items'][number];
type Listed = { readonly items: readonly Item[] };
type Filters = Pick<Options, 'scope' | 'state' | 'month'>;

/** Every page of the list. */
const listAll = async (caller: Caller, { scope, state, month }: Filters): Promise<Result<Listed, ApiRefusal>> => {
  const filters = { scope, ...(state === undefined ? {} : { state }), ...(month === undefined ? {} : { month }) };
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const query = cursor === undefined ? filters : { ...filters, cursor };
    const page = await callRoute(caller, listRequests, { query });
    if (!page.ok) return page;
    items.push(...page.value.items);
    cursor = page.value.cursor;
  } while (cursor !== undefined);
  return ok({ items });
};

const list = (options: Options, terminal: Terminal): Promise<ExitCode> =>
  callAndPrint(options, terminal, {
    call: (caller) => listAll(caller, options),
    show: ({ items }) => (items.length === 0 ? 'none' : items.map(showRequestLine).join('\n')),
    nothing: { items: [] },
  });

const showOne = (id: string, options: Options, terminal: Terminal): Promise<ExitCode> =>
  callAndPrint(options, terminal, { call: (caller) => callRoute(caller, showRequest, { id }), show: showWhole });

const help = `
Without an id it lists, newest first: "mine" what you asked for, "approvals" what you may vote on, "all" everything of a
month (auditors and administrators). With an id it shows that request with its levels and votes.
--json prints { "ok", "items": [...] }, or with an id the request as the API shows it, with "ok".
Exit codes: 0 shown, 1 refused or not reached.

Examples:
  $ npx countersign requests --as ana
  $ npx countersign requests --scope approvals --state pending --as bruno
  $ npx countersign requests 01K... --as bruno`;

/** Adds `requests`: lists requests, or shows one. */
export const addRequests = (program: Command, terminal: Terminal, finish: (code: ExitCode) => void): void => {
  const { scope, state } = listRequests.query.shape;
  const command = program
    .command('requests')
    .description('List my requests, my approvals or all requests, or show one.')
    .argument('[id]', 'the id of the request to show')
    .addOption(new Option('--scope <scope>', 'whose').choices(scope.unwrap().options).default('mine'))
    .addOption(new Option('--state <state>', 'only those in this state').choices(state.unwrap().options))
    .option('--month <month>', 'the month of scope all, such as 2026-11 (default: this one)');
  addCallerOptions(command, {
    person: 'ana',
    as: 'the demo person of the local cloud who looks',
    token: 'the access token of the person who looks',
  })
    .option('--json', 'print one JSON document and nothing else')
    .addHelpText('after', help)
    .action(async (id: string | undefined, options: Options) =>
      finish(id === undefined ? await list(options, terminal) : await showOne(id, options, terminal)),
    );
};
