import type { Key } from '../../support/fakes/memory-table.ts';
import type { Random } from '../engine/random.ts';
import type { Timeline } from '../engine/timeline.ts';

/** Does the effects of a batch in their order; `failedAt` is the first that failed, `ended` is called once. */
export type RunBatch = (keys: readonly Key[], ended: (failedAt: number | undefined) => void) => void;

/** As the event sources are configured in `lib/constructs/effects.ts`: one for each track, and here of one size. */
const RETRIES = 10;
const BATCH = 10;
const SHARDS = 2;

interface Shard {
  readonly queue: Key[];
  attempts: number;
  busy: boolean;
}

export interface StreamWorld {
  readonly timeline: Timeline;
  readonly random: Random;
  readonly duplicates: () => number;
  /** How often a record never comes. */
  readonly lost: () => number;
  readonly runBatch: RunBatch;
}

/**
 * The stream of a table, as its two mappings bring it to a function: in order within a shard, in any order between shards
 * and mappings; a batch goes on
 * at its first failure until the retries are used up, then that record is left in the dead-letter queue; any batch may
 * come twice.
 */
export const makeStream = ({ timeline, random, duplicates, lost, runBatch }: StreamWorld) => {
  const anew = (): Shard[] => Array.from({ length: SHARDS }, () => ({ queue: [], attempts: 0, busy: false }));
  const [steps, notices] = [anew(), anew()];

  const deliver = (shard: Shard): void => {
    const keys = shard.queue.slice(0, random.between(1, BATCH));
    if (random.chance(duplicates())) runBatch(keys, () => undefined);
    runBatch(keys, (failedAt) => after(shard, keys, failedAt));
  };

  const after = (shard: Shard, keys: readonly Key[], failedAt: number | undefined): void => {
    const done = failedAt ?? keys.length;
    shard.queue.splice(0, done);
    shard.attempts = failedAt === undefined || done > 0 ? 0 : shard.attempts + 1;
    if (shard.attempts > RETRIES) {
      // Into the dead-letter queue; the sweeper finds the effect.
      shard.queue.splice(0, 1);
      shard.attempts = 0;
    }
    shard.busy = false;
    wake(shard);
  };

  const wake = (shard: Shard): void => {
    if (shard.busy || shard.queue.length === 0) return;
    shard.busy = true;
    timeline.at(timeline.now() + random.between(5, 100) * (1 + shard.attempts), () => deliver(shard));
  };

  const add = (key: Key, onSteps: boolean): void => {
    if (random.chance(lost())) return;
    const shard = (onSteps ? steps : notices)[key.pk.charCodeAt(key.pk.length - 1) % SHARDS] as Shard;
    shard.queue.push(key);
    wake(shard);
  };

  return { add };
};
