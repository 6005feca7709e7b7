import { anyUnkindness, type Fate, fateOf, kind } from './engine/faults.ts';
import type { Violation } from './engine/observer.ts';
import { makeRandom } from './engine/random.ts';
import { count } from './engine/seen.ts';
import type { Rest } from './invariants/invariant.ts';
import { makePeople } from './people.ts';
import { type Flaw, makeWorld, type World } from './world.ts';

/** How many steps a world is lived in before it is let come to rest. A new one follows, so that memory is bounded. */
const STEPS_OF_A_WORLD = 5_000;
/** A world that is not at rest after so many more steps will never be. */
const STEPS_TO_REST = 100_000;
/** Nobody starts anything while so many processes run. */
const MOST_PROCESSES = 12;

export interface Failure extends Violation {
  readonly seed: number;
  readonly step: number;
  /** The last things that happened, oldest first. */
  readonly events: readonly string[];
}

/** What happened in one world. */
export interface Lived {
  readonly steps: number;
  readonly requests: number;
  /** How many events of each type were recorded, how many calls met each fate, how many processes of each name ran. */
  readonly events: Readonly<Record<string, number>>;
  readonly fates: Readonly<Record<string, number>>;
  readonly processes: Readonly<Record<string, number>>;
  readonly failure?: Failure | undefined;
}

/** How a world is lived in: as it is, unless a test says otherwise. */
export interface Manner {
  readonly flaw?: Flaw | undefined;
  /** The only invariant that is watched. */
  readonly only?: string | undefined;
}

/** One world: unkind for a while, then kind until nothing is on its way any more. */
export const liveWorld = async (seed: number, { flaw, only }: Manner = {}): Promise<Lived> => {
  const random = makeRandom(seed);
  const world = makeWorld({ random, unkindness: anyUnkindness(random), flaw, only });
  const { observer, weather } = world.engine;
  const people = makePeople(world);
  const fates = new Map<string, number>();
  let steps = 0;
  const goesOn = (): boolean => observer.violation() === undefined;
  for (; steps < STEPS_OF_A_WORLD && goesOn(); steps += 1) {
    doSomething(world, people.act, fates);
    await quiet(world);
  }
  weather.now = kind;
  for (const end = steps + STEPS_TO_REST; goesOn() && !isAtRest(world); steps += 1) {
    if (steps === end) observer.fail(restless);
    else settle(world);
    await quiet(world);
  }
  if (goesOn()) observer.rest(restOf(world));
  return livedOf(world, { seed, steps, fates });
};

const restless: Violation = {
  invariant: 'I-11',
  says: 'Nothing is on its way for ever.',
  wrong: `the world did not come to rest in ${STEPS_TO_REST} steps`,
};

/** Lets the process whose call happened run on to its next call: all that is ready, and what reads a mail. */
const quiet = async ({ backend }: World): Promise<void> => {
  do await new Promise((resolve) => setImmediate(resolve));
  while (backend.reading.count > 0);
};

type Choice = 'call' | 'timer' | 'person' | 'tick' | 'jump' | 'leap';

/** What happens next, by chance: mostly calls go on; with nothing on its way the clock moves sooner. */
const choose = ({ engine: { random, timeline, processes } }: World): Choice => {
  const isBusy = processes.parked() > 0;
  const next = timeline.next();
  const weights: Record<Choice, number> = {
    call: isBusy ? 60 : 0,
    timer: next !== undefined && next <= timeline.now() ? 30 : 0,
    person: processes.living() < MOST_PROCESSES ? 14 : 0,
    tick: 6,
    jump: isBusy ? 0.2 : 1,
    leap: 0.05,
  };
  return random.weighted(weights) ?? 'tick';
};

const doSomething = (world: World, act: () => void, fates: Map<string, number>): void => {
  const { random, timeline, weather } = world.engine;
  const wait = (millis: number): void => timeline.advanceTo(timeline.now() + millis);
  const happenings: Record<Choice, () => void> = {
    call: () =>
      count(
        fates,
        release(world, () => fateOf(random, weather.now)),
      ),
    timer: () => timeline.fireDue(),
    person: act,
    tick: () => wait(random.pick([1, 10, 100, 500])),
    jump: () => timeline.advanceTo(timeline.next() ?? timeline.now()),
    leap: () => wait(random.pick([30_000, 120_000, 600_000])),
  };
  happenings[choose(world)]();
};

/** Any of the calls that are parked happens. */
const release = ({ engine: { random, processes } }: World, fateFor: () => Fate): Fate =>
  processes.release(random.between(0, processes.parked() - 1), fateFor);

/** The kind world goes on: what can happen now happens, then the clock moves to whatever is next. */
const settle = (world: World): void => {
  const { timeline, processes } = world.engine;
  const next = timeline.next() ?? timeline.now();
  if (processes.parked() > 0) release(world, () => 'done');
  else if (next > timeline.now()) timeline.advanceTo(next);
  else timeline.fireDue();
};

/** Longer than anything in these worlds may take: who is not done by then never will be. */
const SWEEPS_TO_REST = 400;

/**
 * Nothing is on its way but the next run of the sweeper, and the index shows nothing that it would find; or it ran so
 * often that whatever still tries will try for ever. Mails that were not read are read again by an operator.
 */
const isAtRest = ({ engine: { timeline, processes }, backend, post, sweeper }: World): boolean => {
  if (processes.living() > 0) return false;
  if (sweeper.runs() > SWEEPS_TO_REST) return true;
  if (timeline.count() > 1) return false;
  if (post.dead() > 0) post.redrive();
  return timeline.count() === 1 && backend.index.select(({ due }) => due !== undefined).length === 0;
};

const restOf = ({ engine, base, target, machines, post }: World): Rest => ({
  seen: engine.observer.seen,
  table: base,
  passwordOf: (credential) => target.version(`countersign/${credential}`),
  runningExecutions: () => machines.running().map(({ name, state }) => `${name} in ${state}`),
  unread: post.dead,
});

interface Counted {
  readonly seed: number;
  readonly steps: number;
  readonly fates: ReadonlyMap<string, number>;
}

const livedOf = ({ engine }: World, { seed, steps, fates }: Counted): Lived => {
  const lives = [...engine.observer.seen.lives.values()];
  const events = new Map<string, number>();
  for (const { type } of lives.flatMap(({ records }) => records)) count(events, type);
  const violation = engine.observer.violation();
  return {
    steps,
    requests: lives.length,
    events: Object.fromEntries(events),
    fates: Object.fromEntries(fates),
    processes: Object.fromEntries(engine.processes.counts),
    failure: violation && { ...violation, seed, step: steps, events: engine.lines() },
  };
};
