import { Fault } from '../../../lambdas/application/fault.ts';
import { type Act, interceptPorts } from '../../support/fakes/intercept.ts';
import type { Fate } from './faults.ts';
import type { Random } from './random.ts';
import type { Timeline, Timer } from './timeline.ts';

/** How a process ended; `died` is known to the service that ran it, never to the process. */
export type Ending =
  | { readonly kind: 'returned'; readonly value: unknown }
  | { readonly kind: 'threw'; readonly error: Error }
  | { readonly kind: 'died' };

/** What is known of a process from its beginning. */
export interface Purpose {
  readonly name: string;
  /** What it is about, for people who read the journal. */
  readonly about: string;
  /** With the person's name before it, as keys belong to people. */
  readonly idempotencyKey?: string | undefined;
  /** A read, or a mail that must not decide anything. */
  readonly mustNotChange?: boolean | undefined;
}

/** One run of a use case, as one invocation of a Lambda. */
export interface Process extends Purpose {
  readonly id: number;
  /** True time. */
  readonly startedAt: number;
  /** How far its clock runs ahead of the true time. */
  readonly skew: number;
  alive: boolean;
}

export interface Order<Ports extends object> {
  readonly purpose: Purpose;
  readonly skew: number;
  /** After this time the process is killed, as a Lambda is. */
  readonly lifeMillis: number;
  readonly ports: Ports;
  readonly run: (ports: Ports, process: Process) => Promise<unknown>;
  readonly ended?: (ending: Ending, process: Process) => void;
}

interface Call {
  readonly process: Process;
  readonly port: string;
  readonly perform: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Life {
  readonly timer: Timer;
  readonly end: (ending: Ending) => void;
}

export interface ProcessWorld {
  readonly timeline: Timeline;
  readonly random: Random;
  /** How often a call hangs for some seconds before it happens. */
  readonly stalls: () => number;
}

/**
 * Many use cases on one event loop. Each of their calls of a port is parked; `release` lets one of them happen, with a
 * fate, and runs its process to its next call. Nothing else runs meanwhile, so a run depends on the choices alone.
 */
export const makeProcesses = ({ timeline, random, stalls }: ProcessWorld) => {
  const parked: Call[] = [];
  const living = new Map<Process, Life>();
  const counts = new Map<string, number>();
  let started = 0;
  let acting: Process | undefined;

  /** A process that died goes on nowhere: its promises stay open for ever. */
  const add = (call: Call): void => {
    if (call.process.alive) parked.push(call);
  };

  const park = (process: Process, port: string, perform: () => unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const call = { process, port, perform, resolve, reject };
      if (random.chance(stalls())) timeline.at(timeline.now() + random.between(500, 25_000), () => add(call));
      else add(call);
    });

  const finish = (process: Process, ending: Ending): void => {
    const life = living.get(process);
    if (!life) return;
    living.delete(process);
    life.timer.cancelled = true;
    process.alive = false;
    life.end(ending);
  };

  /** Whoever writes during the call was asked by this process. */
  const doNow = (call: Call, fate: Fate): void => {
    acting = call.process;
    perform(call, fate);
    acting = undefined;
  };

  /** What was on its way when the process died may still arrive: at once, or when its service comes to it. */
  const kill = (process: Process): void => {
    const lost = parked.filter((call) => call.process === process);
    for (const call of lost) {
      parked.splice(parked.indexOf(call), 1);
      const arrive = (): void => doNow(call, 'died-after');
      const arrivals = { never: 0.5, 'at once': 0.25, late: 0.25 };
      const arrival = random.weighted(arrivals);
      if (arrival === 'at once') arrive();
      if (arrival === 'late') timeline.at(timeline.now() + random.between(500, 25_000), arrive);
    }
    finish(process, { kind: 'died' });
  };

  const spawn = <Ports extends object>(order: Order<Ports>): Process => {
    const { purpose, skew, ports, run, ended } = order;
    started += 1;
    counts.set(purpose.name, (counts.get(purpose.name) ?? 0) + 1);
    const process = { ...purpose, id: started, startedAt: timeline.now(), skew, alive: true };
    const timer = timeline.at(process.startedAt + order.lifeMillis, () => kill(process));
    living.set(process, { timer, end: (ending) => ended?.(ending, process) });
    const around = (port: string, act: Act): Act => {
      const call = act as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => park(process, port, () => call(...args));
    };
    run(interceptPorts(ports, around), process).then(
      (value) => finish(process, { kind: 'returned', value }),
      (error: Error) => finish(process, { kind: 'threw', error }),
    );
    return process;
  };

  /** Lets one of the calls that are parked happen, as `fateFor` decides. */
  const release = (at: number, fateFor: () => Fate): Fate => {
    const [call] = parked.splice(at, 1);
    if (!call) throw new Error('no such call is parked');
    const fate = fateFor();
    doNow(call, fate);
    if (fate === 'died-before' || fate === 'died-after') kill(call.process);
    return fate;
  };

  return {
    /** How many processes of each name were started. */
    counts: counts as ReadonlyMap<string, number>,
    spawn,
    release,
    parked: (): number => parked.length,
    living: (): number => living.size,
    /** The process whose call is happening at this moment. */
    acting: (): Process | undefined => acting,
  };
};

const perform = ({ perform: act, resolve, reject, port }: Call, fate: Fate): void => {
  switch (fate) {
    case 'died-before':
      break;
    case 'throttled':
      reject(new Fault('Throttled', `${port} was throttled`));
      break;
    case 'done':
      attempt(act, resolve, reject);
      break;
    case 'answer-lost':
      attempt(act, () => reject(new Fault('TimedOut', `the answer of ${port} was lost`)), reject);
      break;
    case 'died-after':
      attempt(act, nobody, nobody);
      break;
  }
};

const nobody = (): void => undefined;

/** The call happens before this returns; what becomes of it is told later, as by any promise. */
const attempt = (act: () => unknown, resolve: (value: unknown) => void, reject: (error: Error) => void): void => {
  const happened = async (): Promise<unknown> => act();
  happened().then(resolve, reject);
};
