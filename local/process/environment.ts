import { delimiter, dirname } from 'node:path';

/** The folder of the Node that runs us goes first, so that children never meet an older one of the host. */
const searchPath = (...more: readonly string[]): string =>
  [dirname(process.execPath), ...more, '/usr/local/bin', '/usr/bin', '/bin'].join(delimiter);

/**
 * An environment with nothing of the caller's in it but a PATH: the emulator hands its whole environment to the
 * Lambdas, where a stray AWS profile, proxy or token would make the local cloud differ from AWS.
 */
export const cleanEnvironment = (home: string, more: Readonly<Record<string, string>>): NodeJS.ProcessEnv => ({
  PATH: searchPath(),
  HOME: home,
  LANG: 'C.UTF-8',
  ...more,
});

/** Credentials that the emulator knows as the account's root: for seeding and deploying, never for a Lambda. */
export const ROOT = { accessKeyId: 'test', secretAccessKey: 'test' } as const;
export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';
