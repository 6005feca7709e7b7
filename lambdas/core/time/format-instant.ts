import { Temporal } from 'temporal-polyfill';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const inZone = (epochMilliseconds: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(epochMilliseconds).toZonedDateTimeISO(zone);

const two = (value: number): string => String(value).padStart(2, '0');

/** The day on the wall there: `Tue 24 Nov 2026`. */
function formatDay(epochMilliseconds: number, zone: string): string {
  const { dayOfWeek, day, month, year } = inZone(epochMilliseconds, zone);
  return `${DAYS[dayOfWeek - 1]} ${day} ${MONTHS[month - 1]} ${year}`;
}

/** The time on the wall there, cut to the minute: `14:00`. */
function formatTime(epochMilliseconds: number, zone: string): string {
  const { hour, minute } = inZone(epochMilliseconds, zone);
  return `${two(hour)}:${two(minute)}`;
}

/** One instant for people: `Tue 24 Nov 2026, 14:00`. The zone (an IANA name) is for the sentence around it to name. */
export const formatInstant = (epochMilliseconds: number, zone: string): string =>
  `${formatDay(epochMilliseconds, zone)}, ${formatTime(epochMilliseconds, zone)}`;

/** From and until for people; the day of the end is named only if it is another: `Tue 24 Nov 2026, 14:00 to 15:00`. */
export function formatSpan(start: number, end: number, zone: string): string {
  const sameDay = formatDay(start, zone) === formatDay(end, zone);
  return `${formatInstant(start, zone)} to ${sameDay ? formatTime(end, zone) : formatInstant(end, zone)}`;
}
