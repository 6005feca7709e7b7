import { type Command, InvalidArgumentError, Option } from 'commander';
import { ok, type Result } from '../lambdas/core/result.ts';
import { LOCAL_CLOUD_FILE, readLocalCloud } from './local-cloud.ts';
import { signIn } from './sign-in.ts';
import type { Terminal } from './terminal.ts';

/** An API and who calls it. */
export type Caller = { readonly apiUrl: string; readonly token: string };

/** The options of a command that calls an API: that of the local cloud, or another. */
export type CallerOptions = { as: string; api?: string; token?: string; cloud: string };

/** The local cloud is looked at only for what the options leave open. */
export const callerOf = async (options: CallerOptions, terminal: Terminal): Promise<Result<Caller>> => {
  const { as, api, token, cloud: file } = options;
  if (api !== undefined && token !== undefined) return ok({ apiUrl: api, token });
  const cloud = await readLocalCloud(file, terminal);
  if (!cloud.ok) return cloud;
  const signedIn = token === undefined ? await signIn(cloud.value, as) : ok(token);
  return signedIn.ok ? ok({ apiUrl: api ?? cloud.value.apiUrl, token: signedIn.value }) : signedIn;
};

const readUrl = (text: string): string => {
  if (URL.canParse(text) && /^https?:/.test(text)) return text;
  throw new InvalidArgumentError('write a URL with its stage, such as https://api.example.com/prod');
};

const readToken = (text: string): string => {
  if (/^\S+$/.test(text)) return text;
  throw new InvalidArgumentError('it is empty or has spaces; write the token alone');
};

/** Who calls, in the words of one command. */
export interface CallerHelp {
  /** The demo person who calls when nobody is named. */
  readonly person: string;
  /** What `--as` and `--token` are about. */
  readonly as: string;
  readonly token: string;
}

/** Adds the options of a command that calls an API. */
export const addCallerOptions = (command: Command, { person, as, token }: CallerHelp): Command =>
  command
    .option('--as <user>', as, person)
    .option('--api <url>', 'the API, stage included (default: that of the local cloud)', readUrl)
    .addOption(
      new Option('--token <token>', `${token}, instead of --as`)
        .env('COUNTERSIGN_TOKEN')
        .argParser(readToken)
        .conflicts('as'),
    )
    .option('--cloud <file>', 'what the local cloud says about itself', LOCAL_CLOUD_FILE);
