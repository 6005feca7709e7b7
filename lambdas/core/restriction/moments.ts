import type { LocalMinute } from './vault-clock.ts';
import { type ReadyWindow, turningDays, turningMinutes } from './window.ts';

/** When, on the wall clock, any of some windows may open or close. */
export type Turning = { readonly minutes: readonly number[]; readonly days: readonly number[] };

const ascending = (numbers: Iterable<number>): number[] => [...new Set(numbers)].sort((one, other) => one - other);

export const turningOf = (windows: readonly ReadyWindow[]): Turning => ({
  minutes: ascending([0, ...windows.flatMap(turningMinutes)]),
  days: ascending(windows.flatMap(turningDays)),
});

/**
 * Days from `first` to `last` that show every case: between two turning days only the weekday counts, so eight days of
 * each block are enough (eight, since of the first day a part may be past).
 */
export const tellingDays = ({ days }: Turning, first: number, last: number): number[] => {
  const starts = [first, ...days.filter((day) => day > first && day <= last)];
  return starts.flatMap((start, index) => {
    const end = Math.min((starts[index + 1] ?? last + 1) - 1, start + 7);
    return Array.from({ length: end - start + 1 }, (_, step) => start + step);
  });
};

/** One moment of every kind that the windows tell apart, over all time. */
export const everyMoment = (windows: readonly ReadyWindow[]): LocalMinute[] => {
  const turning = turningOf(windows);
  const [first, last] = [turning.days[0] ?? 0, turning.days.at(-1) ?? 0];
  return tellingDays(turning, first - 8, last + 8).flatMap((day) => turning.minutes.map((minute) => ({ day, minute })));
};
