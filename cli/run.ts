import { Command, CommanderError } from 'commander';
import { addDecisions } from './commands/decide.ts';
import { addDns } from './commands/dns.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExplain } from './commands/explain.ts';
import { addPolicy } from './commands/policy.ts';
import { addPolicyApply } from './commands/policy-apply.ts';
import { addRedrive } from './commands/redrive.ts';
import { addReply } from './commands/reply.ts';
import { addRequest } from './commands/request.ts';
import { addRequests } from './commands/requests.ts';
import { addSession } from './commands/session.ts';
import { addToken } from './commands/token.ts';
import { addUndelivered } from './commands/undelivered.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

const makeProgram = (terminal: Terminal): Command =>
  new Command('countersign')
    .description('A privileged-access approval workflow: policies, decisions and requests from a terminal.')
    .exitOverride()
    .showHelpAfterError('(add --help for the options and examples)')
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.complain(text.trimEnd()),
    });

/**
 * Runs one command line (without `node` and the script) and says with which code the process ends.
 * A command is one file in `commands/`, which exports `add<Name>(program, terminal, finish)`, and one line here.
 */
export const runCountersign = async (words: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  let code: ExitCode = exitCodes.done;
  const finish = (ended: ExitCode): void => {
    code = ended;
  };
  const program = makeProgram(terminal);
  addDecisions(program, terminal, finish);
  addDns(program, terminal, finish);
  addDoctor(program, terminal, finish);
  addExplain(program, terminal, finish);
  addPolicyApply(addPolicy(program, terminal, finish), terminal, finish);
  addRedrive(program, terminal, finish);
  addReply(program, terminal, finish);
  addRequest(program, terminal, finish);
  addRequests(program, terminal, finish);
  addSession(program, terminal, finish);
  addToken(program, terminal, finish);
  addUndelivered(program, terminal, finish);
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongUsage;
  }
  return code;
};
