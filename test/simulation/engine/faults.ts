import type { Random } from './random.ts';

/**
 * What can become of one call of a port: it is done; refused by a throttle before anything was done; done, but the answer
 * is lost; or the process dies before or after it was done.
 */
export const fates = ['done', 'throttled', 'answer-lost', 'died-before', 'died-after'] as const;
export type Fate = (typeof fates)[number];

/** How often each fault comes, as a share of all calls, and the other ways in which the world is unkind. */
export interface Unkindness {
  readonly calls: Readonly<Record<Exclude<Fate, 'done'>, number>>;
  /** How often a call hangs for a while. */
  readonly stalls: number;
  /** The most by which the clock of a caller is wrong, in milliseconds. */
  readonly skewMillis: number;
  /** How often a service delivers the same thing twice. */
  readonly duplicates: number;
  /** How long an index may lag behind its table, in milliseconds. */
  readonly lagMillis: number;
  /** How often a record of the stream never comes, or an execution is gone: the sweeper must find it. */
  readonly losses: number;
  /** How often a rotation of a password breaks off. */
  readonly brokenRotations: number;
}

export const kind: Unkindness = {
  calls: { throttled: 0, 'answer-lost': 0, 'died-before': 0, 'died-after': 0 },
  stalls: 0,
  skewMillis: 0,
  duplicates: 0,
  lagMillis: 0,
  losses: 0,
  brokenRotations: 0,
};

/**
 * An unkindness of its own for each world: some faults often, others never. A fault that is always there hides what
 * only happens without it.
 */
export const anyUnkindness = (random: Random): Unkindness => {
  const share = (): number => random.pick([0, 0.002, 0.01, 0.04]);
  return {
    calls: { throttled: share(), 'answer-lost': share(), 'died-before': share(), 'died-after': share() },
    stalls: random.pick([0, 0.02, 0.08]),
    skewMillis: random.pick([0, 5_000]),
    duplicates: random.pick([0, 0.02, 0.15]),
    losses: random.pick([0, 0, 0.05]),
    lagMillis: random.pick([0, 3_000]),
    brokenRotations: random.pick([0, 0.3]),
  };
};

/** The fate of the next call. */
export const fateOf = (random: Random, { calls }: Unkindness): Fate => {
  const faults = calls.throttled + calls['answer-lost'] + calls['died-before'] + calls['died-after'];
  if (!random.chance(faults)) return 'done';
  return random.weighted(calls) ?? 'done';
};
