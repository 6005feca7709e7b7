import { Temporal } from 'temporal-polyfill';

/** An instant on the wall clock, cut to the minute: days since 1970-01-01 and minutes since midnight. */
export type LocalMinute = { readonly day: number; readonly minute: number };

/** A stretch of time, `from` inclusive and `to` exclusive in epoch milliseconds, in which the zone keeps one offset. */
export type Stretch = { readonly from: number; readonly to: number; readonly offset: number };

/** "The date and time of the vault" (seed 2; policy.md, Windows): real instants read on one zone's wall clock. */
export type VaultClock = {
  localMinute: (at: number) => LocalMinute;
  /** The stretches that cover `from` to `to`, in order; neighbours differ in their offset. */
  stretches: (from: number, to: number) => Stretch[];
  /** RFC 9557, cut to the second: `2026-11-24T14:00:00-03:00[America/Sao_Paulo]`. */
  format: (at: number) => string;
};

export const dayMillis = 86_400_000;
const chunkMillis = 128 * dayMillis;

const zoned = (timeZone: string, at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);

type OffsetAt = (at: number) => number;

/** The first instant in (`before`, `after`] with the offset of `after`, where the two differ. */
const transitionBetween = (offsetAt: OffsetAt, before: number, after: number): number => {
  const later = offsetAt(after);
  let [low, high] = [before, after];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === later) high = middle;
    else low = middle;
  }
  return high;
};

/** One look a day is enough: no zone changes its offset and back within a day. */
const stretchesOfChunk = (offsetAt: OffsetAt, start: number): Stretch[] => {
  const found: Stretch[] = [];
  let [from, offset] = [start, offsetAt(start)];
  for (let at = start + dayMillis; at <= start + chunkMillis; at += dayMillis) {
    if (offsetAt(at) === offset) continue;
    const to = transitionBetween(offsetAt, at - dayMillis, at);
    found.push({ from, to, offset });
    [from, offset] = [to, offsetAt(at)];
  }
  return [...found, { from, to: start + chunkMillis, offset }];
};

const merge = (stretches: Stretch[]): Stretch[] =>
  stretches.reduce<Stretch[]>((merged, next) => {
    const last = merged.at(-1);
    if (last?.offset === next.offset) merged[merged.length - 1] = { ...last, to: next.to };
    else merged.push(next);
    return merged;
  }, []);

/** A clock for one zone. It remembers the offsets it has looked up, since asking the zone data is slow. */
export const makeVaultClock = (timeZone: string): VaultClock => {
  const offsetAt: OffsetAt = (at) => zoned(timeZone, at).offsetNanoseconds / 1e6;
  const chunks = new Map<number, Stretch[]>();
  const chunk = (index: number): Stretch[] => {
    const known = chunks.get(index) ?? stretchesOfChunk(offsetAt, index * chunkMillis);
    chunks.set(index, known);
    return known;
  };
  const localMinute = (at: number): LocalMinute => {
    const local = chunk(Math.floor(at / chunkMillis)).reduce(
      (now, { from, offset }) => (at < from ? now : at + offset),
      at,
    );
    const day = Math.floor(local / dayMillis);
    return { day, minute: Math.floor((local - day * dayMillis) / 60_000) };
  };
  const stretches = (from: number, to: number): Stretch[] => {
    const first = Math.floor(from / chunkMillis);
    const count = Math.floor(to / chunkMillis) - first + 1;
    return merge(Array.from({ length: count }, (_, step) => chunk(first + step)).flat());
  };
  return { localMinute, stretches, format: (at) => zoned(timeZone, at).toString({ smallestUnit: 'second' }) };
};
