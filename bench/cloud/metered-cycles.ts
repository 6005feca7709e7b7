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
  /** Billed duration times memory of one cycle, played again without the meter, whose relay would be in it. */
  readonly gbSecondsEach: number;
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

/** Counts of equal cycles are equal; the second shows that they are. */
const CYCLES = 2;
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

type Counted = Omit<MeteredCycles, 'gbSecondsEach'>;

const countAll = async (cloud: Cloud, kind: Kind, start: () => Metered): Promise<Counted> => {
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

/** Functions that were configured anew start anew: one cycle of all of them, which counts nowhere. */
const warmUp = async (cloud: Cloud): Promise<void> => {
  cloud.progress('P9, P10: a first cycle, for cold functions');
  await playUsed(cloud, COLD_SECONDS);
  await settle(cloud, 0);
};

/** Plays the cycles with every call of the functions passing the meter, and takes the meter away again. */
const countCycles = (cloud: Cloud) =>
  withMeter(cloud, async ({ endpoint, startAnew }) => {
    const undo = await sendThrough(cloud, endpoint, EVERY_MINUTE);
    try {
      await warmUp(cloud);
      return {
        used: await countAll(cloud, used, startAnew),
        unused: await countAll(cloud, unused, startAnew),
        kept: await countAll(cloud, kept, startAnew),
      };
    } finally {
      await undo();
    }
  });

/** The cheapest of some cycles: what else runs on the machine makes each of them longer, and none shorter. */
const timeAll = async (cloud: Cloud, kind: Kind): Promise<number> => {
  const each: number[] = [];
  for (let count = 0; count < CYCLES; count += 1) {
    cloud.progress(`P10: timed cycle ${count + 1} of ${CYCLES} ${kind.name}`);
    const from = Date.now();
    await kind.play(cloud, SECONDS);
    each.push(total((await settle(cloud, from)).gbSeconds));
  }
  return Math.min(...each);
};

const meterCycles = async (cloud: Cloud): Promise<MeteredRun> => {
  const counted = await countCycles(cloud);
  await warmUp(cloud);
  return {
    used: { ...counted.used, gbSecondsEach: await timeAll(cloud, used) },
    unused: { ...counted.unused, gbSecondsEach: await timeAll(cloud, unused) },
    kept: { ...counted.kept, gbSecondsEach: await timeAll(cloud, kept) },
  };
};

const runs = new WeakMap<Cloud, Promise<MeteredRun>>();

/** The metered cycles of a cloud: P9 and P10 read the same ones. */
export const meteredRun = (cloud: Cloud): Promise<MeteredRun> => {
  const run = runs.get(cloud) ?? meterCycles(cloud);
  runs.set(cloud, run);
  return run;
};
