import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Child, lastLines, startChild } from '../process/child.ts';
import { cleanEnvironment } from '../process/environment.ts';
import { waitUntilReady } from '../process/wait-until.ts';

const RUN = fileURLToPath(new URL('run.py', import.meta.url));

export interface Emulator extends Child {
  /** Where every AWS call goes, e.g. http://127.0.0.1:4566. */
  readonly endpoint: string;
}

export interface EmulatorOptions {
  /** Python of the environment that holds MiniStack. */
  readonly python: string;
  /** Folder for its files and its log. A start empties it; after a cut of power it holds what AWS would have kept. */
  readonly dir: string;
  readonly port: number;
  /** SMTP server on loopback that gets what SES sends. */
  readonly mailPort: number;
  /** File that lists the processes of this cloud: the emulator ends them when we die before it. */
  readonly ledger: string;
  /** What the managed nodes resolve by themselves, as `host:port` to `host:port`: sessions are forwarded there. */
  readonly nodeHosts?: Readonly<Record<string, string>>;
  /** Gets the process as soon as it runs, so that whatever happens it can be ended. */
  readonly keep: (child: Child) => Promise<Child>;
}

/** A call of AWS's API, e.g. `TransactWriteItems` by `submit-request`. */
export interface PowerCut {
  readonly call: string;
  readonly by: string;
  readonly when: 'before' | 'after';
}

/** How long a cut may be waited for, the call that it was ordered at included. */
const CUT_MILLIS = 110_000;

/**
 * Where the emulator unpacks and runs the Lambdas: outside the project, or they would find its node_modules and its
 * `"type": "module"`, and what was forgotten in a bundle would work here and fail on AWS. The name follows from `dir`,
 * so that a start removes what a killed one left.
 */
const scratchOf = (dir: string): string =>
  join(tmpdir(), `countersign-${createHash('sha256').update(resolve(dir)).digest('hex').slice(0, 12)}`);

const empty = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
};

const environment = ({ dir, port, mailPort, nodeHosts = {} }: EmulatorOptions, fromKept: boolean) =>
  cleanEnvironment(dir, {
    TMPDIR: scratchOf(dir),
    GATEWAY_PORT: String(port),
    BIND_HOST: '127.0.0.1',
    MINISTACK_HOST: '127.0.0.1',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    SMTP_HOST: `127.0.0.1:${mailPort}`,
    AUTH: 'true',
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    PERSIST_STATE: fromKept ? '1' : '0',
    STATE_DIR: join(dir, 'state'),
    S3_PERSIST: '1',
    S3_DATA_DIR: join(dir, 's3'),
    LOG_LEVEL: 'WARNING',
    NODE_HOSTS: JSON.stringify(nodeHosts),
  });

/**
 * Orders the cut: at this call by a caller whose ARN contains `by`, the emulator and all that it runs are killed,
 * before the call is done or after, when nobody got its answer.
 */
export const orderPowerCut = (dir: string, order: PowerCut): void =>
  writeFileSync(join(dir, 'power-cut.json'), JSON.stringify(order));

/** Waits until the state of before the cut is on disk; throws when a service could not write its own. */
const takeKept = async (dir: string): Promise<void> => {
  const file = join(dir, 'kept.json');
  for (const until = Date.now() + CUT_MILLIS; !existsSync(file); await pause(20))
    if (Date.now() > until) throw new Error(`the emulator of ${dir} kept nothing: there was no cut of power`);
  const lost = JSON.parse(readFileSync(file, 'utf8')) as string[];
  if (lost.length > 0) throw new Error(`the emulator could not write the state of ${lost.join(', ')}`);
  rmSync(file);
};

const answers = async (endpoint: string): Promise<boolean> => {
  try {
    return (await fetch(`${endpoint}/_ministack/health`)).ok;
  } catch {
    return false; // not listening yet: that is the answer
  }
};

const run = async (options: EmulatorOptions, fromKept: boolean): Promise<Emulator> => {
  const { python, dir, port, keep } = options;
  empty(scratchOf(dir));
  const log = join(dir, 'emulator.log');
  const endpoint = `http://127.0.0.1:${port}`;
  const env = environment(options, fromKept);
  const started = startChild(python, [RUN, options.ledger], { env, log, holdInput: true });
  const stop = async () => {
    await started.stop();
    rmSync(scratchOf(dir), { recursive: true, force: true });
  };
  const child = await keep({ ...started, stop });
  await waitUntilReady(child, () => answers(endpoint), { what: 'The emulator', explain: () => lastLines(log) });
  return { ...child, endpoint };
};

/** Starts the corrected emulator on loopback with IAM enforced and nothing in it; resolves when it answers. */
export const startEmulator = (options: EmulatorOptions): Promise<Emulator> => {
  empty(options.dir);
  return run(options, false);
};

/** Starts it again after a cut of power (`corrections/power_cut.py`), with what AWS would have kept. */
export const restartEmulator = async (options: EmulatorOptions): Promise<Emulator> => {
  await takeKept(options.dir);
  return run(options, true);
};
