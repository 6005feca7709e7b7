import { type Weekday, type Window, weekdays } from '../policy/window.ts';
import type { Language } from '../time/language.ts';

interface Words {
  readonly days: Readonly<Record<Weekday, string>>;
  /** Stands between the ends of three days and more that follow each other. */
  readonly to: string;
  readonly and: string;
  readonly from: string;
  readonly until: string;
  readonly date: (isoDate: string) => string;
  /** Stands between days, hours and dates. */
  readonly between: string;
  readonly always: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    days: { mon: 'mon', tue: 'tue', wed: 'wed', thu: 'thu', fri: 'fri', sat: 'sat', sun: 'sun' },
    to: '-',
    and: 'and',
    from: 'from',
    until: 'until',
    date: (isoDate) => isoDate,
    between: ' ',
    always: 'at any time',
  },
  pt: {
    days: { mon: 'seg', tue: 'ter', wed: 'qua', thu: 'qui', fri: 'sex', sat: 'sáb', sun: 'dom' },
    to: ' a ',
    and: 'e',
    from: 'de',
    until: 'até',
    date: (isoDate) => isoDate.split('-').reverse().join('/'),
    between: ', ',
    always: 'a qualquer hora',
  },
};

const runsOf = (days: readonly Weekday[]): Weekday[][] =>
  weekdays.reduce<Weekday[][]>(
    (runs, day) => {
      if (days.includes(day)) runs.at(-1)?.push(day);
      else runs.push([]);
      return runs;
    },
    [[]],
  );

const describeRun = (run: readonly Weekday[], words: Words): string => {
  const names = run.map((day) => words.days[day]);
  return names.length > 2 ? `${names[0]}${words.to}${names.at(-1)}` : names.join(', ');
};

const describeDays = (days: readonly Weekday[], words: Words): string =>
  runsOf(days)
    .filter((run) => run.length > 0)
    .map((run) => describeRun(run, words))
    .join(', ');

const describeDates = ({ from, until }: Window, words: Words): string =>
  [from && `${words.from} ${words.date(from)}`, until && `${words.until} ${words.date(until)}`]
    .filter((part) => part !== undefined)
    .join(' ');

/** A window in words: `mon-fri 13:00-17:00 until 2026-12-31`, `seg a sex, 13:00-17:00, até 31/12/2026`. */
export const describeWindow = (window: Window, language: Language): string => {
  const words = WORDS[language];
  const hours = window.hours?.map(({ from, to }) => `${from}-${to}`).join(` ${words.and} `);
  const parts = [window.days && describeDays(window.days, words), hours, describeDates(window, words)];
  return parts.filter((part) => part !== undefined && part !== '').join(words.between) || words.always;
};
