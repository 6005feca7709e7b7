import * as z from 'zod';

// Control characters could forge lines in mails and logs; a lone surrogate is stored as another character than it is hashed as.
const isPlain = (text: string): boolean => text.isWellFormed() && !/[^\P{Cc}\n\r\t]/u.test(text);

/** Prose of a person: shown to others as it is, never interpreted. */
export const prose = (maxLength: number) =>
  z
    .string()
    .max(maxLength, { error: `must be at most ${maxLength} characters long` })
    .refine(isPlain, { error: 'must not hold control characters or broken surrogate pairs' });

/** The id of a user or a credential as it stands in a path or a body; whether it exists is not the schema's to say. */
export const reference = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/, { error: 'must be 1 to 128 printable ASCII characters' });

/** An instant as a person or a program writes it. */
export const instantInput = z.iso
  .datetime({ offset: true, error: 'must be RFC 3339 with an offset, such as 2026-11-24T14:00:00-03:00' })
  .meta({ description: 'RFC 3339 with `Z` or an offset' });

export const windowInput = z
  .strictObject({ start: instantInput, end: instantInput })
  .meta({ id: 'WindowInput', description: 'When the credential is needed: `start` is inside, `end` is not' });

/** An instant as the API writes it. */
export const instant = z.iso.datetime({ precision: 3 }).meta({ description: 'RFC 3339, UTC, with milliseconds' });

export const windowView = z.object({ start: instant, end: instant }).meta({ id: 'Window' });

export const yesNo = z.enum(['Yes', 'No']);

export const action = z.enum(['view_password', 'start_session']);

export const cursor = z
  .string()
  .regex(/^[\x21-\x7e]{1,1024}$/, { error: 'must be the cursor that a page was answered with' })
  .meta({ description: 'Where the next page starts: `cursor` of the page before' });

export const idInPath = z.strictObject({ id: reference });

export const nothing = z.strictObject({});
