import * as z from 'zod';

const shape = /^P(?:(\d{1,4})W|(?=\d|T\d)(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?)$/;
/** Weeks, days, hours, minutes, seconds, in the order of the shape's groups. */
const unitMillis = [7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1_000];

const read = (text: string): number | undefined => {
  const parts = shape.exec(text)?.slice(1);
  return parts && unitMillis.reduce((sum, millis, unit) => sum + Number(parts[unit] ?? 0) * millis, 0);
};

/**
 * The length of an ISO 8601 duration (`PT24H`, `P1DT30M`, `P2W`) in milliseconds; a day is 24 hours.
 * Years and months have no fixed length and are not durations here. Throws on anything the schema would refuse.
 */
export const durationToMillis = (duration: string): number => {
  const millis = read(duration);
  if (millis === undefined) throw new Error(`not a duration: ${duration}`);
  return millis;
};

/** A duration that may be zero (`PT0S`). */
export const durationSchema = z.string().regex(shape, {
  error: 'is not an ISO 8601 duration such as PT30M, PT24H or P7D',
});

/** A duration longer than nothing. */
export const positiveDurationSchema = durationSchema.refine((text) => read(text) !== 0, {
  error: 'must be longer than zero',
});
