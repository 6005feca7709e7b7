import type { Command } from 'commander';
import type * as z from 'zod';
import { listUndelivered } from '../../lambdas/http/contract/undelivered.ts';
import { callRoute } from '../api-call.ts';
import { callAndPrint } from '../call-and-print.ts';
import { addCallerOptions, type CallerOptions } from '../caller.ts';
import type { ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';

type Options = CallerOptions & { json?: true };
type Person = z.output<typeof listUndelivered.answer>['people'][number];

const show = ({ person, name, address, kind, since, mails, reason, requestId }: Person): string =>
  [
    `${kind.padEnd(10)} ${person === null ? address : `${person} (${name ?? person}) ${address}`}`,
    `           since   ${since}, ${mails} ${mails === 1 ? 'mail' : 'mails'}${requestId === null ? '' : `, the last about ${requestId}`}`,
    `           reason  ${reason}`,
  ].join('\n');

const showAll = ({ people }: { readonly people: readonly Person[] }): string =>
  people.length === 0 ? 'mail reaches everybody, as far as is known' : people.map(show).join('\n');

const list = (options: Options, terminal: Terminal): Promise<ExitCode> =>
  callAndPrint(options, terminal, {
    call: (caller) => callRoute(caller, listUndelivered, {}),
    show: showAll,
    nothing: { people: [] },
  });

const help = `
Bounced: the address does not take mail. Complained: its reader reported a mail as unwanted. Delayed: it may still arrive.
Somebody is off the list when the policy names another address, when a mail is answered, or after 30 days without another.
--json prints { "ok", "people": [{ "person", "name", "address", "kind", "since", "lastAt", "mails", "reason", "requestId" }] }.
Exit codes: 0 listed, 1 the API refused.

Example:
  $ COUNTERSIGN_TOKEN=... countersign undelivered --api https://api.example.com/prod`;

/** Adds `undelivered`: whom mail does not reach, for administrators. */
export const addUndelivered = (program: Command, terminal: Terminal, finish: (code: ExitCode) => void): void => {
  const command = program.command('undelivered').description('Show whom mail does not reach, since when and why.');
  addCallerOptions(command, {
    person: 'alex',
    as: 'the administrator among the demo people of the local cloud',
    token: 'the access token of an administrator',
  })
    .option('--json', 'print one JSON document and nothing else')
    .addHelpText('after', help)
    .action(async (options: Options) => finish(await list(options, terminal)));
};
