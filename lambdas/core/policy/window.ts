import * as z from 'zod';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, {
  error: 'is not a time from "00:00" to "23:59" (both ends of a window are inclusive: the last minute is "23:59")',
});

const isCalendarDate = (text: string): boolean => {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

const noDate = { error: 'is not a calendar date such as 2026-12-31' };
const localDate = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/, { ...noDate, abort: true })
  .refine(isCalendarDate, noDate);

/** When something holds, in vault time (policy.md, Windows): every part may be absent, and absent means always. */
export const windowSchema = z
  .strictObject({
    days: z.array(z.enum(weekdays)).min(1).optional(),
    hours: z
      .array(z.strictObject({ from: clockTime, to: clockTime }))
      .min(1)
      .optional(),
    from: localDate.optional(),
    until: localDate.optional(),
  })
  .refine(({ from, until }) => from === undefined || until === undefined || from <= until, {
    path: ['until'],
    error: 'is before `from`',
  });

export type Weekday = (typeof weekdays)[number];
export type Window = z.output<typeof windowSchema>;
