import * as z from 'zod';

const isIanaName = (name: string): boolean => {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // RangeError is how the runtime says that it does not know the zone
  }
};

/** An IANA name that the runtime knows; offsets such as `+03:00` are not names. */
export const timeZoneSchema = z.string().refine(isIanaName, {
  error: 'is not an IANA time zone such as America/Sao_Paulo',
});
