import type { Command } from 'commander';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { LOCAL_CLOUD_FILE } from '../local-cloud.ts';
import { tokenOf } from '../sign-in.ts';
import type { Terminal } from '../terminal.ts';

type Options = { as: string; cloud: string };

const token = async ({ as, cloud }: Options, terminal: Terminal): Promise<ExitCode> => {
  const signedIn = await tokenOf(as, cloud, terminal);
  if (signedIn.ok) {
    terminal.print(signedIn.value);
    return exitCodes.done;
  }
  terminal.complain(`error: --${signedIn.refusal.field}: ${signedIn.refusal.reason}`);
  return exitCodes.failed;
};

const help = `
Prints the token and nothing else. It is what the API takes as "authorization: Bearer ...", for a limited time.
Exit codes: 0 printed, 1 no local cloud, nobody of that name, or not signed in.

Example:
  $ TOKEN=$(npx countersign token --as ana)`;

/** Adds `token`: a bearer access token of a demo person of the local cloud. */
export const addToken = (program: Command, terminal: Terminal, finish: (code: ExitCode) => void): void => {
  program
    .command('token')
    .summary('print an access token of a demo person of the local cloud')
    .description('Sign in at the local cloud (npm start) as one of its demo people and print the access token.')
    .requiredOption('--as <user>', 'who signs in: the id of a demo person, such as ana')
    .option('--cloud <file>', 'what the local cloud says about itself', LOCAL_CLOUD_FILE)
    .addHelpText('after', help)
    .action(async (options: Options) => finish(await token(options, terminal)));
};
