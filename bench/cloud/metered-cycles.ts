import { setTimeout as pause } from 'node:timers/promises';
import type { Metered } from '../meter/meter.ts';
import { sendThrough } from '../meter/through-relay.ts';
import { countTransitions, historyOf } from './executions.ts';
import { EVERY_MINUTE, type FunctionUse, functionUse, total } from './function-logs.ts';
import { playKept, playUnused, playUsed } from './one-level-cycle.ts';
import type { Cloud } from './start-cloud.ts';
import { withMeter } from './with-meter.ts';

/** All that some cycles of one level used, from the request to the end of all effects. */
export interface MeteredCycles {
  readonly cycles: number;
  readonly functions: FunctionUse;
  readonly metered: Metered;
  readonly transitions: number;
  /** Calls of the API by the people. */
  readonly apiRequests: number;
}

/** Cycles whose password is released once, cycles whose window ends without a use, and such without a change either. */
export interface MeteredRun {
  readonly used: MeteredCycles;
  readonly unused: MeteredCycles;
  readonly kept: MeteredCycles;
}

interface Kind {
  readonly name: string;
  readonly play: (cloud: Cloud, seconds: number) => Promise<{ readonly id: string }>;
  readonly apiRequests: number;
}

const used: Kind = { name: 'with a release', play: playUsed, apiRequests: 2 };
const unused: Kind = { name: 'without a release', play: playUnused, apiRequests: 1 };

const kept: Kind = { name: 'without a release and a change', play: playKept, apiRequests: 1 };

const CYCLES = 3;
const COLD_SECONDS = 25;
const SECONDS = 8;
const QUIET_MILLIS = 1500;

/** Waits until no function has ended for a while: effects come after the change that asks for them. */
const settle = async (cloud: Cloud, from: number): Promise<FunctionUse> => {
  for (let last = -1; ; await pause(QUIET_MILLIS)) {
    const use = await functionUse(cloud, from);
    const ended = total(use.calls);
    if (ended === last) return use;
    last = ended;
  }
};

const playAll = async (cloud: Cloud, kind: Kind, start: () => Metered): Promise<MeteredCycles> => {
  const metered = start();
  const from = Date.now();
  const ids: string[] = [];
  for (let count = 0; count < CYCLES; count += 1) {
    cloud.progress(`P9, P10: metered cycle ${count + 1} of ${CYCLES} ${kind.name}`);
    ids.push((await kind.play(cloud, SECONDS)).id);
  }
  const functions = await settle(cloud, from);
  const histories = await Promise.all(ids.map((id) => historyOf(cloud, id)));
  const transitions = histories.reduce((sum, events) => sum + countTransitions(events), 0);
  return { cycles: CYCLES, functions, metered, transitions, apiRequests: kind.apiRequests * CYCLES };
};

/** Plays the cycles with every call of the functions passing the meter, and takes the meter away again. */
const meterCycles = (cloud: Cloud): Promise<MeteredRun> =>
  withMeter(cloud, async ({ endpoint, startAnew }) => {
    const undo = await sendThrough(cloud, endpoint, EVERY_MINUTE);
    try {
      cloud.progress('P9, P10: a first cycle, for cold functions');
      await playUsed(cloud, COLD_SECONDS);
      await settle(cloud, 0);
      return {
        used: await playAll(cloud, used, startAnew),
        unused: await playAll(cloud, unused, startAnew),
        kept: await playAll(cloud, kept, startAnew),
      };
    } finally {
      await undo();
    }
  });

const runs = new WeakMap<Cloud, Promise<MeteredRun>>();

/** The metered cycles of a cloud: P9 and P10 read the same ones. */
export const meteredRun = (cloud: Cloud): Promise<MeteredRun> => {
  const run = runs.get(cloud) ?? meterCycles(cloud);
  runs.set(cloud, run);
  return run;
};
