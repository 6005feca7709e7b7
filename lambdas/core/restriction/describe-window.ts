import { type Weekday, type Window, weekdays } from '../policy/window.ts';

const runsOf = (days: readonly Weekday[]): Weekday[][] =>
  weekdays.reduce<Weekday[][]>(
    (runs, day) => {
      if (days.includes(day)) runs.at(-1)?.push(day);
      else runs.push([]);
      return runs;
    },
    [[]],
  );

const describeRun = (run: readonly Weekday[]): string => (run.length > 2 ? `${run[0]}-${run.at(-1)}` : run.join(', '));

const describeDays = (days: readonly Weekday[]): string =>
  runsOf(days)
    .filter((run) => run.length > 0)
    .map(describeRun)
    .join(', ');

const describeDates = ({ from, until }: Window): string | undefined => {
  if (from && until) return `from ${from} until ${until}`;
  if (from) return `from ${from}`;
  return until && `until ${until}`;
};

/** A window in words, as an explanation shows it: `mon-fri 13:00-17:00 until 2026-12-31`. */
export const describeWindow = (window: Window): string => {
  const hours = window.hours?.map(({ from, to }) => `${from}-${to}`).join(' and ');
  const parts = [window.days && describeDays(window.days), hours, describeDates(window)];
  return parts.filter((part) => part !== undefined && part !== '').join(' ') || 'at any time';
};
