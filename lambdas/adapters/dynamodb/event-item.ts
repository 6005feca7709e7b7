import type { Effect } from '../../application/ports/effect-ports.ts';
import type { Recorded } from '../../application/ports/ports.ts';
import type { Track } from '../../core/request/track.ts';
import { dueKeys } from './keys.ts';
import type { TransactionItems } from './transaction.ts';

/** Dispatch takes seconds: what is not finished after a minute is dispatched again by the sweeper. */
const GRACE_MILLIS = 60_000;

/**
 * An event: its record, which nobody writes again, and beside it what is to be done about it and what of that is done.
 * It stays in the due index until everything is done.
 */
export const eventItem = (
  table: string,
  key: Effect['key'],
  { record, steps, track }: Recorded & { readonly track: Track },
): TransactionItems[number] => ({
  Put: {
    TableName: table,
    Item: {
      ...key,
      record,
      steps,
      done: [],
      track,
      ...dueKeys.effect(Date.parse(record.at) + GRACE_MILLIS, record),
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});
