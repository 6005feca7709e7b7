import { Fault } from '../fault.ts';
import type { DeadLetter, RedrivePorts } from '../ports/redrive-ports.ts';
import type { Due } from '../ports/sweep-ports.ts';

/** A record reaches its stream within seconds of its effect, and the effect is due a minute after it was written. */
const DUE_AFTER_MILLIS = 60_000;
/** A letter rather stays too long than is forgotten too early. */
const MARGIN_MILLIS = 5 * 60_000;

/**
 * A dead letter of the stream points at records that the stream may have forgotten. So every effect that is due is
 * dispatched first, from its item; a letter is done when no effect of its time is still to be done.
 */
export const redriveEffects = async (
  ports: RedrivePorts,
  until: number,
): Promise<(letter: DeadLetter) => Promise<void>> => {
  const undone = await dispatchDue(ports, until);
  return async (letter) => {
    const { first, last } = spanOf(letter);
    const left = undone.filter(({ dueAt }) => {
      const writtenAt = dueAt - DUE_AFTER_MILLIS;
      return writtenAt >= first - MARGIN_MILLIS && writtenAt <= last + MARGIN_MILLIS;
    });
    if (left.length > 0) throw new Fault('EffectFailed', `${left.length} effects of that time are still to be done`);
  };
};

/** Dispatches what is due; gives what failed, and what the time did not suffice for. */
const dispatchDue = async (ports: RedrivePorts, until: number): Promise<readonly Due[]> => {
  const undone: Due[] = [];
  let cursor: string | undefined;
  do {
    // What is not due yet is not done either.
    const page = await ports.due.page(ports.clock() + DUE_AFTER_MILLIS, cursor);
    for (const due of page.items)
      if (due.kind === 'effect' && !(await dispatchOne(ports, due, until))) undone.push(due);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return undone;
};

const dispatchOne = async (
  { dispatch, report, clock }: RedrivePorts,
  { key, dueAt }: Extract<Due, { kind: 'effect' }>,
  until: number,
): Promise<boolean> => {
  if (clock() >= until || clock() < dueAt) return false;
  try {
    return (await dispatch(key)) === 'done';
  } catch (error) {
    report(`the effect ${key.pk} ${key.sk}`, error);
    return false;
  }
};

interface Batch {
  readonly DDBStreamBatchInfo?: {
    readonly approximateArrivalOfFirstRecord: string;
    readonly approximateArrivalOfLastRecord: string;
  };
}

/** When the records that a letter points at were written, in epoch milliseconds. */
const spanOf = ({ body }: DeadLetter): { readonly first: number; readonly last: number } => {
  const { DDBStreamBatchInfo: batch } = JSON.parse(body) as Batch;
  if (!batch) throw new Fault('LetterUnknown', 'the letter does not come from the stream of effects');
  return {
    first: Date.parse(batch.approximateArrivalOfFirstRecord),
    last: Date.parse(batch.approximateArrivalOfLastRecord),
  };
};
