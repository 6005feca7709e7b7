import { Temporal } from 'temporal-polyfill';
import { ok, type Refusal, type Result, refuse } from '../result.ts';

/** Which end of a window a time is: where the clock shows it twice, the reading with less access is taken. */
export type Edge = 'start' | 'end';

const SHAPE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;

const wrong = (edge: Edge, reason: string) =>
  refuse<Refusal>({ rule: 'window-invalid', field: `window.${edge}`, reason });

const parse = (text: string): Temporal.PlainDateTime | undefined => {
  if (!SHAPE.test(text)) return undefined;
  try {
    return Temporal.PlainDateTime.from(text, { overflow: 'reject' });
  } catch {
    return undefined; // RangeError: the text has the shape, but no calendar has such a day or hour
  }
};

/**
 * The instant, in epoch milliseconds, that the clock in `zone` shows as `2026-11-24T14:00`. A time that it shows twice
 * is the later one for a start and the earlier one for an end; one that it skips is refused, with the next that exists
 * (threats.md T-21).
 */
export const readLocalTime = (text: string, zone: string, edge: Edge): Result<number> => {
  const local = parse(text);
  if (local === undefined) return wrong(edge, 'Write a date and a time that exist, such as 2026-11-24T14:00.');
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const later = local.toZonedDateTime(zone, { disambiguation: 'later' });
  if (!earlier.toPlainDateTime().equals(local)) {
    const next = writeLocalTime(later.epochMilliseconds, zone);
    return wrong(edge, `The clock in ${zone} skips ${text}: write ${next} or another time.`);
  }
  return ok((edge === 'start' ? later : earlier).epochMilliseconds);
};

/** What the clock in `zone` shows at an instant, cut to the minute: `2026-11-24T14:00`. */
export const writeLocalTime = (at: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
