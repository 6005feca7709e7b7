import { type Weekday, type Window, weekdays } from '../policy/window.ts';
import { dayMillis, type LocalMinute } from './vault-clock.ts';

type Hours = { readonly from: number; readonly to: number };

/** A window made ready for many instants: minutes since midnight, days since 1970-01-01. */
export type ReadyWindow = {
  readonly days: ReadonlySet<Weekday> | undefined;
  readonly hours: readonly Hours[];
  readonly from: number;
  readonly until: number;
};

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMillis;

/** 1970-01-01, day 0, was a Thursday. */
const weekdayOf = (day: number): Weekday | undefined => weekdays[(((day + 3) % 7) + 7) % 7];

const wholeDay: readonly Hours[] = [{ from: 0, to: 1439 }];

export const readyWindow = (window: Window): ReadyWindow => ({
  days: window.days && new Set(window.days),
  hours: window.hours?.map(({ from, to }) => ({ from: minuteOf(from), to: minuteOf(to) })) ?? wholeDay,
  from: window.from === undefined ? Number.NEGATIVE_INFINITY : dayOf(window.from),
  until: window.until === undefined ? Number.POSITIVE_INFINITY : dayOf(window.until),
});

const startsOn = (window: ReadyWindow, day: number): boolean => {
  if (day < window.from || day > window.until) return false;
  const weekday = weekdayOf(day);
  return window.days === undefined || (weekday !== undefined && window.days.has(weekday));
};

/** Hours that wrap midnight belong to the day on which they start: weekday and dates are judged on that day. */
const insideHours = (window: ReadyWindow, { from, to }: Hours, { day, minute }: LocalMinute): boolean => {
  if (from <= to) return minute >= from && minute <= to && startsOn(window, day);
  return (minute >= from && startsOn(window, day)) || (minute <= to && startsOn(window, day - 1));
};

/** Whether the wall clock is inside, both ends inclusive to the minute (policy.md, Windows; threat E-07). */
export const contains = (window: ReadyWindow, at: LocalMinute): boolean =>
  window.hours.some((hours) => insideHours(window, hours, at));

/** Minutes of the day at which the window may open or close. */
export const turningMinutes = ({ hours }: ReadyWindow): number[] =>
  hours.flatMap(({ from, to }) => [from, (to + 1) % 1440]);

/** Days on which the window's dates begin or cease to count, for hours of that day and for hours of the day before. */
export const turningDays = ({ from, until }: ReadyWindow): number[] =>
  [from, from + 1, until + 1, until + 2].filter(Number.isFinite);

const isSet = (part: unknown): boolean => part !== undefined;

/** Whether the window says nothing: `{}` means always. */
export const isAlways = (window: Window | undefined): boolean =>
  window === undefined || !Object.values(window).some(isSet);
