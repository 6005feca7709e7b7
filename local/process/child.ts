import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

export interface ChildOptions {
  readonly env: NodeJS.ProcessEnv;
  /** File that takes what the child prints. */
  readonly log: string;
  readonly cwd?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** What asks it to end. @default SIGTERM */
  readonly stopSignal?: NodeJS.Signals;
  /** Keep a pipe to the child's standard input open while we live. @default false */
  readonly holdInput?: boolean;
}

export interface Ended {
  /** It did what it should: exit code 0. */
  readonly well: boolean;
  /** A sentence for a person. */
  readonly how: string;
}

export interface Child {
  readonly pid: number;
  /** Settles when the child has ended. */
  readonly ended: Promise<Ended>;
  /** Asks the child and all it started to end; insists after five seconds. */
  stop(): Promise<void>;
}

/** Signals the child's whole process group; a group that is already gone is what we wanted. */
export const signalGroup = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
};

const endOf = (child: ChildProcess, command: string): Promise<Ended> =>
  new Promise((resolve) => {
    child.once('error', ({ message }) => resolve({ well: false, how: `${command} could not be started: ${message}` }));
    child.once('exit', (code, signal) =>
      resolve({ well: code === 0, how: `${command} ended (${signal ?? `exit code ${code}`})` }),
    );
  });

/**
 * Starts a program in a process group of its own, so that Ctrl-C in the terminal reaches only us and we end
 * things in order.
 */
export const startChild = (command: string, args: readonly string[], options: ChildOptions): Child => {
  const log = openSync(options.log, 'a');
  const { env, cwd, uid, gid } = options;
  const child = spawn(command, args, {
    env,
    detached: true,
    stdio: [options.holdInput === true ? 'pipe' : 'ignore', log, log],
    ...(cwd === undefined ? {} : { cwd }),
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  });
  closeSync(log);
  const ended = endOf(child, command);
  const pid = child.pid ?? 0;
  const stop = async () => {
    if (pid === 0) return;
    signalGroup(pid, options.stopSignal ?? 'SIGTERM');
    const insist = setTimeout(() => signalGroup(pid, 'SIGKILL'), 5000);
    await ended;
    clearTimeout(insist);
    signalGroup(pid, 'SIGKILL');
  };
  return { pid, ended, stop };
};

/** The last lines of a log file, for an error that should say why. */
export const lastLines = (file: string, count = 12): string =>
  readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
