import type { Effect } from '../ports/effect-ports.ts';
import type { Clock } from '../ports/ports.ts';
import { type DispatchPorts, makeBeginEffect } from './dispatch-effect.ts';
import { type Begun, type Failure, makeSendLetters, type SentLetters } from './send-letters.ts';

export interface Dispatched extends Omit<SentLetters, 'failed'> {
  /** The first that failed, by its place in the batch: it comes again, and so does what is behind it. */
  readonly failed?: Failure | undefined;
}

/**
 * Does the effects of a batch: first everything but mail, those of one request in order and up to the first that fails
 * (threats.md T-19), those of different requests side by side; then the mails.
 */
export const makeDispatchEffects = (ports: DispatchPorts & { readonly clock: Clock }) => {
  const beginInOrder = makeBeginInOrder(ports);
  const sendLetters = makeSendLetters(ports.clock);
  return async (keys: readonly Effect['key'][]): Promise<Dispatched> => {
    const parts = await Promise.all(byPartition(keys).map(beginInOrder));
    const sent = await sendLetters(parts.flatMap(({ begun }) => begun).toSorted(byPlace));
    const failures = [...parts.flatMap(({ failed }) => failed ?? []), ...sent.failed];
    return { ...sent, failed: failures.toSorted(byPlace)[0] };
  };
};

const makeBeginInOrder = (ports: DispatchPorts) => {
  const begin = makeBeginEffect(ports);
  return async (places: readonly Place[]): Promise<{ readonly begun: readonly Begun[]; readonly failed?: Failure }> => {
    const begun: Begun[] = [];
    for (const { at, key } of places) {
      try {
        const letters = await begin(key);
        if (letters) begun.push({ ...letters, at, key });
      } catch (error) {
        return { begun, failed: { at, error } };
      }
    }
    return { begun };
  };
};

interface Place {
  readonly at: number;
  readonly key: Effect['key'];
}

const byPlace = (one: Pick<Place, 'at'>, other: Pick<Place, 'at'>): number => one.at - other.at;

/** The places of each request, or chain of records, in their order. */
const byPartition = (keys: readonly Effect['key'][]): readonly (readonly Place[])[] => {
  const places = keys.map((key, at) => ({ at, key }));
  return [...Map.groupBy(places, ({ key }) => key.pk).values()];
};
