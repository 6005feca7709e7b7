import { type Turning, tellingDays, turningOf } from './moments.ts';
import { appliesAt, type ReadyRow } from './related-rows.ts';
import { dayMillis, type LocalMinute, type Stretch, type VaultClock } from './vault-clock.ts';

const horizon = 366 * dayMillis;

/** The rows that can win: none after the first that always applies. */
const rowsThatCount = (rows: readonly ReadyRow[]): readonly ReadyRow[] => {
  const always = rows.findIndex(({ windows }) => windows.length === 0);
  return always < 0 ? rows : rows.slice(0, always + 1);
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

const winnerAt = (rows: readonly ReadyRow[], at: LocalMinute): ReadyRow | undefined =>
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
  const turning = turningOf(rows.flatMap(({ windows }) => windows));
  for (const { from, to, offset } of clock.stretches(at, at + horizon)) {
    const stretch = { from: Math.max(from, at), to: Math.min(to, at + horizon + 1), offset };
    for (const moment of momentsOf(stretch, turning, clock)) {
      const row = winnerAt(rows, moment);
      if (row !== undefined && row.row.restrictionCode !== now?.row.restrictionCode) return { at: moment.at, row };
    }
  }
  return undefined;
};
