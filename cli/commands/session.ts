import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import * as z from 'zod';
import { requestView } from '../../lambdas/http/contract/request-view.ts';
import { showRequest } from '../../lambdas/http/contract/requests.ts';
import { openSession } from '../../lambdas/http/contract/sessions.ts';
import { type ApiRefusal, callRoute } from '../api-call.ts';
import { addCallerOptions, type Caller, type CallerOptions, callerOf } from '../caller.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { type Plugin, startPlugin } from '../session-plugin.ts';
import type { Terminal } from '../terminal.ts';

type Opened = z.output<typeof openSession.answer>;

/** What is read of a request while its session lasts. */
const lookAt = {
  ...showRequest,
  answer: z.object({
    request: requestView.pick({ state: true, endedAt: true, closure: true }),
    next: z.string(),
  }),
} as const;
type Looked = z.output<typeof lookAt.answer>;

const LOOK_MILLIS = 1000;

const notInstalled =
  'error: session-manager-plugin is not installed: AWS offers it for every system, from version 1.2.497 on it is right. ' +
  'The session stays open until its end; give it back with POST /requests/{id}/return.';

/** How to connect. The password belongs to this session alone. */
const howTo = ({ validUntil, database, channel }: Opened): string => {
  const { username, password, database: name } = database;
  const stream = new URL(channel.streamUrl);
  const at = stream.protocol === 'tcp:' ? `host=${stream.hostname} port=${stream.port}` : 'host=127.0.0.1 port=(below)';
  return [
    `session   open until ${validUntil}, or until it is revoked or given back`,
    `password  ${password}`,
    `connect   psql "${at} dbname=${name} user=${username}"`,
  ].join('\n');
};

const isOver = ({ state, endedAt, closure }: Looked['request']): boolean =>
  ['revoked', 'returned', 'ended'].includes(state) || endedAt !== undefined || closure !== undefined;

/** Looks until the access is over, and gives why; a refusal when it cannot be seen any more. */
const watch = async (caller: Caller, id: string): Promise<{ next: string } | ApiRefusal> => {
  for (;;) {
    const seen = await callRoute(caller, lookAt, { id });
    if (seen.ok && isOver(seen.value.request)) return { next: seen.value.next };
    if (!seen.ok && seen.refusal.status !== undefined && seen.refusal.status < 500) return seen.refusal;
    await pause(LOOK_MILLIS);
  }
};

const refused = (terminal: Terminal, { rule, reason }: ApiRefusal): ExitCode => {
  terminal.complain(`error: ${reason} [${rule}]`);
  return exitCodes.failed;
};

const stay = async (caller: Caller, id: string, terminal: Terminal, plugin: Plugin | undefined): Promise<ExitCode> => {
  const missing = plugin?.ended.then((how) => (how === 'missing' ? how : new Promise<never>(() => undefined)));
  const over = await Promise.race([watch(caller, id), ...(missing === undefined ? [] : [missing])]);
  plugin?.stop();
  if (over === 'missing') {
    terminal.complain(notInstalled);
    return exitCodes.failed;
  }
  if ('rule' in over) return refused(terminal, over);
  terminal.print(`over      ${over.next}`);
  return exitCodes.done;
};

const session = async (id: string, options: CallerOptions, terminal: Terminal, start: typeof startPlugin) => {
  const caller = await callerOf(options, terminal);
  if (!caller.ok) return refused(terminal, caller.refusal);
  const opened = await callRoute(caller.value, openSession, { id });
  if (!opened.ok) return refused(terminal, opened.refusal);
  terminal.print(howTo(opened.value));
  const { channel } = opened.value;
  return stay(caller.value, id, terminal, channel.streamUrl.startsWith('wss:') ? start(channel) : undefined);
};

const help = `
Prints how to connect, stays until the access is over, and says why it is. On AWS it runs the session-manager-plugin, which
forwards a local port and prints which one. The password is the session's own and works until its end.
Exit codes: 0 it was open and is over, 1 refused, not reached, or not watched to its end.

Examples:
  $ npx countersign session 01K... --as ana
  $ COUNTERSIGN_TOKEN=... countersign session 01K... --api https://api.example.com/prod`;

/** Adds `session`: opens a session of an approved or granted request, and stays until it is over. */
export const addSession = (
  program: Command,
  terminal: Terminal,
  finish: (code: ExitCode) => void,
  start = startPlugin,
): void => {
  const command = program
    .command('session')
    .summary('open a session on a database, and stay until it is over')
    .description('Open a session of a request for start_session, without seeing the password of the credential.')
    .argument('<request>', 'the id of the request');
  addCallerOptions(command, {
    person: 'ana',
    as: 'the demo person of the local cloud who opens it',
    token: 'the access token of the person who asked',
  })
    .addHelpText('after', help)
    .action(async (id: string, options: CallerOptions) => finish(await session(id, options, terminal, start)));
};
