import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const CLI = fileURLToPath(new URL('../../cli/countersign.ts', import.meta.url));
const POLICY = fileURLToPath(new URL('policy.yaml', import.meta.url));

/** What the command line tool answers for the example of seed 2 at an instant. */
export const explainSeed = async (at: string): Promise<{ vaultTime: string; code: string; outcome: string }> => {
  const query = ['--user', 'ana', '--credential', 'orders-admin', '--action', 'view_password', '--at', at];
  const { stdout } = await promisify(execFile)(process.execPath, [
    CLI,
    'explain',
    '--policy',
    POLICY,
    ...query,
    '--json',
  ]);
  return JSON.parse(stdout);
};
