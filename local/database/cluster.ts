import { execFile } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Child, lastLines, startChild } from '../process/child.ts';
import { cleanEnvironment } from '../process/environment.ts';
import { waitUntilReady } from '../process/wait-until.ts';
import { type Account, accountForPostgres, type Binaries, findBinaries, placeFor } from './binaries.ts';

const run = promisify(execFile);

/** How to sign in to PostgreSQL over TCP. */
export interface Login {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

export interface Cluster extends Child {
  /** The superuser: for making roles only. */
  readonly superuser: Login;
}

export interface ClusterOptions {
  /** Folder for its data and its log; made if absent. What is there from before is replaced. */
  readonly dir: string;
  readonly port: number;
  /** The superuser's. */
  readonly password: string;
  /** Gets the process as soon as it runs, so that whatever happens it can be ended. */
  readonly keep: (child: Child) => Promise<Child>;
}

const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'max_connections=300',
  'password_encryption=scram-sha-256',
];

const initialise = async (
  initdb: string,
  data: string,
  { password, account }: { password: string; account?: Account },
) => {
  const secret = `${data}.password`;
  writeFileSync(secret, `${password}\n`, { mode: 0o600 });
  if (account !== undefined) chownSync(secret, account.uid, account.gid);
  const auth = ['--auth=scram-sha-256', '--username=postgres', `--pwfile=${secret}`];
  const locale = ['--encoding=UTF8', '--locale=C', '--no-sync'];
  try {
    await run(initdb, [`--pgdata=${data}`, ...auth, ...locale], {
      ...account,
      cwd: '/',
      env: cleanEnvironment('/', {}),
    });
  } finally {
    rmSync(secret, { force: true });
  }
};

const answers = async (login: Login): Promise<boolean> => {
  const client = new pg.Client(login);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false; // not up yet: that is the answer
  }
};

const emptyFolder = (data: string, account: Account | undefined): void => {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  chmodSync(data, 0o700);
  if (account !== undefined) chownSync(data, account.uid, account.gid);
};

const launch = (
  { postgres }: Binaries,
  data: string,
  { port, log, account }: { port: number; log: string; account: Account | undefined },
): Child => {
  const settings = SETTINGS.flatMap((setting) => ['-c', setting]);
  const env = cleanEnvironment('/', {});
  const options = { env, log, cwd: '/', stopSignal: 'SIGINT' as const, ...account };
  return startChild(postgres, ['-D', data, '-p', String(port), ...settings], options);
};

/** Starts a new, empty PostgreSQL 18 on loopback, passwords by scram-sha-256; resolves when it answers. */
export const startCluster = async ({ dir, port, password, keep }: ClusterOptions): Promise<Cluster> => {
  const account = accountForPostgres();
  mkdirSync(dir, { recursive: true });
  const place = placeFor(await findBinaries(), dir, account);
  const data = join(place.dir, 'data');
  const log = join(dir, 'postgres.log');
  emptyFolder(data, account);
  await initialise(place.binaries.initdb, data, { password, ...(account === undefined ? {} : { account }) });
  const launched = launch(place.binaries, data, { port, log, account });
  const stop = async () => {
    await launched.stop();
    if (place.temporary !== undefined) rmSync(place.temporary, { recursive: true, force: true });
  };
  const child = await keep({ ...launched, stop });
  const superuser = { host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' };
  await waitUntilReady(child, () => answers(superuser), { what: 'PostgreSQL', explain: () => lastLines(log) });
  return { ...child, superuser };
};
