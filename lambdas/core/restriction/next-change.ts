import { appliesAt, type ReadyRow } from './related-rows.ts';
import { dayMillis, type LocalMinute, type Stretch, type VaultClock } from './vault-clock.ts';
import { turningDays, turningMinutes } from './window.ts';

const horizon = 366 * dayMillis;

/** The rows that can win: none after the first that always applies. */
const rowsThatCount = (rows: readonly ReadyRow[]): readonly ReadyRow[] => {
  const always = rows.findIndex(({ windows }) => windows.length === 0);
  return always < 0 ? rows : rows.slice(0, always + 1);
};

const ascending = (numbers: Iterable<number>): number[] => [...new Set(numbers)].sort((one, other) => one - other);

type Turning = { readonly minutes: readonly number[]; readonly days: readonly number[] };

/** When, on the wall clock, any window of the rows may open or close. */
export const turningOf = (rows: readonly ReadyRow[]): Turning => {
  const windows = rows.flatMap((row) => row.windows);
  return {
    minutes: ascending([0, ...windows.flatMap(turningMinutes)]),
    days: ascending(windows.flatMap(turningDays)),
  };
};

/**
 * Days from `first` to `last` that show every case: between two turning days only the weekday counts, so eight days of
 * each block are enough (eight, since of the first day a part may be past).
 */
export const tellingDays = (turning: Turning, first: number, last: number): number[] => {
  const starts = [first, ...turning.days.filter((day) => day > first && day <= last)];
  return starts.flatMap((start, index) => {
    const end = Math.min((starts[index + 1] ?? last + 1) - 1, start + 7);
    return Array.from({ length: end - start + 1 }, (_, step) => start + step);
  });
};

const localDay = (at: number, { offset }: Stretch): number => Math.floor((at + offset) / dayMillis);

type Moment = LocalMinute & { readonly at: number };

/** The instants of one stretch, in order, at which something may change: its start, then turning minutes. */
function* momentsOf(stretch: Stretch, turning: Turning, clock: VaultClock): Generator<Moment> {
  yield { at: stretch.from, ...clock.localMinute(stretch.from) };
  for (const day of tellingDays(turning, localDay(stretch.from, stretch), localDay(stretch.to - 1, stretch))) {
    for (const minute of turning.minutes) {
      const at = day * dayMillis + minute * 60_000 - stretch.offset;
      if (at > stretch.from && at < stretch.to) yield { at, day, minute };
    }
  }
}

export const winnerAt = (rows: readonly ReadyRow[], at: LocalMinute): ReadyRow | undefined =>
  rows.find((row) => appliesAt(row, at));

/**
 * The first instant after `at`, up to and including 366 x 24 h later, at which another row wins (so another group or
 * another outcome), and that row. It looks only where windows turn and where the zone changes its offset.
 */
export const findNextChange = (
  related: readonly ReadyRow[],
  clock: VaultClock,
  at: number,
): { at: number; row: ReadyRow } | undefined => {
  const rows = rowsThatCount(related);
  if (rows.length < 2) return undefined;
  const now = winnerAt(rows, clock.localMinute(at));
  const turning = turningOf(rows);
  for (const { from, to, offset } of clock.stretches(at, at + horizon)) {
    const stretch = { from: Math.max(from, at), to: Math.min(to, at + horizon + 1), offset };
    for (const moment of momentsOf(stretch, turning, clock)) {
      const row = winnerAt(rows, moment);
      if (row !== undefined && row.row.restrictionCode !== now?.row.restrictionCode) return { at: moment.at, row };
    }
  }
  return undefined;
};
