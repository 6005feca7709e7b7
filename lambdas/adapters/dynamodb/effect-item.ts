import type { Effect, Recorded } from '../../application/ports.ts';
import { dueKeys } from './keys.ts';
import type { Item } from './table.ts';

/** Dispatch takes seconds: what is not finished after a minute is dispatched again by the sweeper. */
const GRACE_MILLIS = 60_000;

/** What is to be done about an event. It stays in the due index until everything is done. */
export const effectItem = (key: Effect['key'], { record, steps }: Recorded): Item => ({
  ...key,
  steps,
  done: [],
  ...dueKeys.effect(Date.parse(record.at) + GRACE_MILLIS, record),
});
