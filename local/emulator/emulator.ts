import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
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
  /** Folder for its files and its log; made if absent. */
  readonly dir: string;
  readonly port: number;
  /** SMTP server on loopback that gets what SES sends. */
  readonly mailPort: number;
}

const environment = ({ dir, port, mailPort }: EmulatorOptions) =>
  cleanEnvironment(dir, {
    TMPDIR: join(dir, 'tmp'),
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
  mkdirSync(join(options.dir, 'tmp'), { recursive: true });
  const log = join(options.dir, 'emulator.log');
  const endpoint = `http://127.0.0.1:${options.port}`;
  const child = startChild(options.python, [RUN], { env: environment(options), log, holdInput: true });
  await waitUntilReady(child, () => answers(endpoint), { what: 'The emulator', explain: () => lastLines(log) });
  return { ...child, endpoint };
};
