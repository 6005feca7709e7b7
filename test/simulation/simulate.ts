import { type Failure, type Lived, liveWorld, type Manner } from './live-world.ts';

export type Run = Manner & { readonly seed: number; readonly steps: number };

/** What happened in a run. The counts are there to see that it was not a run in which nothing happened. */
export type Outcome = Omit<Lived, 'failure'> & { readonly seed: number; readonly failure?: Failure | undefined };

type Counts = Readonly<Record<string, number>>;

/**
 * Lives worlds, the first with `seed`, each next one with the number after it, until `steps` were made; stops at the
 * first invariant that does not hold. The same seed is the same world, step by step.
 */
export const simulate = async ({ seed: first, steps, ...options }: Run): Promise<Outcome> => {
  let outcome: Outcome = { seed: first, steps: 0, requests: 0, events: {}, fates: {}, processes: {} };
  for (let seed = first; outcome.steps < steps && !outcome.failure; seed += 1) {
    outcome = add(outcome, await liveWorld(seed, options));
  }
  return outcome;
};

const add = (sum: Outcome, one: Lived): Outcome => ({
  seed: sum.seed,
  steps: sum.steps + one.steps,
  requests: sum.requests + one.requests,
  events: addCounts(sum.events, one.events),
  fates: addCounts(sum.fates, one.fates),
  processes: addCounts(sum.processes, one.processes),
  failure: one.failure,
});

const addCounts = (sum: Counts, one: Counts): Counts => {
  const names = [...new Set([...Object.keys(sum), ...Object.keys(one)])].toSorted();
  return Object.fromEntries(names.map((name) => [name, (sum[name] ?? 0) + (one[name] ?? 0)]));
};
