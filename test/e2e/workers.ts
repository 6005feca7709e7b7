import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

interface Worker {
  readonly pid: number;
  readonly name: string;
}

/** The process of the emulator, as the local cloud in `dir` wrote it down. */
const emulatorOf = (dir: string): number => {
  const processes = JSON.parse(readFileSync(join(dir, 'processes.json'), 'utf8')) as { part: string; pid: number }[];
  const emulator = processes.find(({ part }) => part === 'emulator');
  if (!emulator) throw new Error(`no emulator is written down in ${dir}`);
  return emulator.pid;
};

/** A child of the emulator that runs a Lambda; undefined for every other process. */
const workerOf = (pid: string, emulator: number): Worker | undefined => {
  try {
    const parent = /\) \S+ (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1];
    if (Number(parent) !== emulator) return undefined;
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
    const name = environment.find((line) => line.startsWith('AWS_LAMBDA_FUNCTION_NAME='))?.split('=')[1];
    return name === undefined ? undefined : { pid: Number(pid), name: name.replace('countersign-', '') };
  } catch {
    return undefined; // it ended meanwhile
  }
};

/** The processes that run the Lambdas of the local cloud in `dir` at this moment (Linux). */
const workersIn = (dir: string): readonly Worker[] => {
  const emulator = emulatorOf(dir);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => workerOf(pid, emulator) ?? []);
};

/** How long each next worker of a function lives: into its start, its first call, and what comes after. */
const LIVES_MILLIS = [250, 500, 800, 1200];

/**
 * Kills the workers of these functions with SIGKILL: each function loses as many as there are lives, each of them that
 * long after it was first seen. Whatever it did then is cut off. `stop` gives how many died.
 */
export const killing = (dir: string, functions: readonly string[]) => {
  const born = new Map<number, number>();
  const deaths = new Map(functions.map((name) => [name, 0]));
  let going = true;
  const visit = ({ pid, name }: Worker): void => {
    const died = deaths.get(name);
    const life = died === undefined ? undefined : LIVES_MILLIS[died];
    if (died === undefined || life === undefined) return;
    if (!born.has(pid)) born.set(pid, Date.now());
    if (Date.now() - (born.get(pid) ?? 0) < life) return;
    process.kill(pid, 'SIGKILL');
    born.set(pid, Number.POSITIVE_INFINITY);
    deaths.set(name, died + 1);
  };
  const run = async (): Promise<void> => {
    while (going) {
      workersIn(dir).forEach(visit);
      await pause(25);
    }
  };
  const ended = run();
  return {
    stop: async (): Promise<ReadonlyMap<string, number>> => {
      going = false;
      await ended;
      return deaths;
    },
  };
};
