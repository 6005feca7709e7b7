import { type Command, Option } from 'commander';
import { submitRequest } from '../../lambdas/http/contract/requests.ts';
import { action as actions } from '../../lambdas/http/contract/text.ts';
import { callRoute } from '../api-call.ts';
import { callAndPrint } from '../call-and-print.ts';
import { addCallerOptions, type CallerOptions } from '../caller.ts';
import type { ExitCode } from '../exit-codes.ts';
import { showAnswer } from '../show-request.ts';
import type { Terminal } from '../terminal.ts';
import { addWindowOptions, type WindowOptions, windowOf } from '../window-options.ts';

type Options = CallerOptions &
  WindowOptions & { action: string; justification?: string; reason?: string; ticket?: string; json?: true };

const ask = (credential: string, options: Options, terminal: Terminal): Promise<ExitCode> => {
  const { action, justification, reason, ticket } = options;
  const window = windowOf(options, Date.now());
  const body = { credential, action, justification, reason, ticket, window };
  return callAndPrint(options, terminal, {
    call: (caller) => callRoute(caller, submitRequest, { body }),
    show: showAnswer,
  });
};

const help = `
Which group applies at this instant decides what is demanded: nothing, a justification, or a window and approvers too; the
API says which field is missing. --json prints { "ok", "request", "asked", "next", "actions" }.
Exit codes: 0 asked or given, 1 refused or not reached.

Examples:
  $ npx countersign request payments-admin --for PT30M --reason Incident --justification "Batch 4711 is stuck" --as ana
  $ npx countersign request reports-reader --justification "The weekly figures"
  $ COUNTERSIGN_TOKEN=... countersign request orders-admin --action start_session --until 2026-11-24T18:00:00-03:00 \\
      --justification "Index rebuild" --api https://api.example.com/prod`;

/** Adds `request`: asks for the use of a credential. */
export const addRequest = (program: Command, terminal: Terminal, finish: (code: ExitCode) => void): void => {
  const command = program
    .command('request')
    .description('Ask for the use of a credential: it is given at once, put before approvers, or refused.')
    .argument('<credential>', 'the id of the credential')
    .addOption(new Option('--action <action>', 'what to do with it').choices(actions.options).default('view_password'))
    .option('--justification <text>', 'why')
    .option('--reason <reason>', "one of the group's reasons, where it lists some")
    .option('--ticket <ticket>', 'the ticket, where the group demands one');
  addCallerOptions(addWindowOptions(command, 'now'), {
    person: 'ana',
    as: 'the demo person of the local cloud who asks',
    token: 'the access token of the person who asks',
  })
    .option('--json', 'print one JSON document and nothing else')
    .addHelpText('after', help)
    .action(async (credential: string, options: Options) => finish(await ask(credential, options, terminal)));
};
