import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
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
  /** Folder for its files and its log. It starts empty: what lies there from before is removed. */
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

const environment = ({ dir, port, mailPort, nodeHosts = {} }: EmulatorOptions) =>
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
    PERSIST_STATE: '0',
    STATE_DIR: join(dir, 'state'),
    S3_DATA_DIR: join(dir, 's3'),
    LOG_LEVEL: 'WARNING',
    NODE_HOSTS: JSON.stringify(nodeHosts),
  });

const answers = async (endpoint: string): Promise<boolean> => {
  try {
    return (await fetch(`${endpoint}/_ministack/health`)).ok;
  } catch {
    return false; // not listening yet: that is the answer
  }
};

/** Starts the corrected emulator on loopback with IAM enforced; resolves when it answers. */
export const startEmulator = async (options: EmulatorOptions): Promise<Emulator> => {
  const { python, dir, port, keep } = options;
  for (const folder of [dir, scratchOf(dir)]) empty(folder);
  const log = join(dir, 'emulator.log');
  const endpoint = `http://127.0.0.1:${port}`;
  const started = startChild(python, [RUN, options.ledger], { env: environment(options), log, holdInput: true });
  const stop = async () => {
    await started.stop();
    rmSync(scratchOf(dir), { recursive: true, force: true });
  };
  const child = await keep({ ...started, stop });
  await waitUntilReady(child, () => answers(endpoint), { what: 'The emulator', explain: () => lastLines(log) });
  return { ...child, endpoint };
};
