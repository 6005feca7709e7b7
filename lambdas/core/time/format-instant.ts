import { Temporal } from 'temporal-polyfill';
import type { Language } from './language.ts';

interface Names {
  readonly days: readonly string[];
  readonly months: readonly string[];
  /** Stands between the two ends of a span. */
  readonly to: string;
}

const NAMES: Readonly<Record<Language, Names>> = {
  en: {
    days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
    months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
    to: 'to',
  },
  pt: {
    days: ['seg', 'ter', 'qua', 'qui', 'sex', 'sáb', 'dom'],
    months: ['jan', 'fev', 'mar', 'abr', 'mai', 'jun', 'jul', 'ago', 'set', 'out', 'nov', 'dez'],
    to: 'até',
  },
};

/** Where and in which language an instant is read: the zone is an IANA name. */
export interface Place {
  readonly zone: string;
  readonly language: Language;
}

const inZone = (epochMilliseconds: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toZonedDateTimeISO(zone);

const two = (value: number): string => String(value).padStart(2, '0');

/** The day on the wall there: `Tue 24 Nov 2026`. */
function formatDay(epochMilliseconds: number, { zone, language }: Place): string {
  const { dayOfWeek, day, month, year } = inZone(epochMilliseconds, zone);
  const { days, months } = NAMES[language];
  return `${days[dayOfWeek - 1]} ${day} ${months[month - 1]} ${year}`;
}

/** The time on the wall there, cut to the minute: `14:00`. */
function formatTime(epochMilliseconds: number, { zone }: Place): string {
  const { hour, minute } = inZone(epochMilliseconds, zone);
  return `${two(hour)}:${two(minute)}`;
}

/** One instant for people: `Tue 24 Nov 2026, 14:00`. The zone is for the sentence around it to name. */
export const formatInstant = (epochMilliseconds: number, place: Place): string =>
  `${formatDay(epochMilliseconds, place)}, ${formatTime(epochMilliseconds, place)}`;

/** From and until for people; the day of the end is named only if it is another: `Tue 24 Nov 2026, 14:00 to 15:00`. */
export function formatSpan(start: number, end: number, place: Place): string {
  const sameDay = formatDay(start, place) === formatDay(end, place);
  const until = sameDay ? formatTime(end, place) : formatInstant(end, place);
  return `${formatInstant(start, place)} ${NAMES[place.language].to} ${until}`;
}

/** The zones in which an instant is told, each once: the vault's, which decides, the reader's as a courtesy, and UTC. */
export const zonesToTell = (vault: string, reader: string | undefined): readonly string[] => [
  ...new Set([vault, ...(reader === undefined ? [] : [reader]), 'UTC']),
];
