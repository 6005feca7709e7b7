import * as z from 'zod';
import { LANGUAGES } from '../time/language.ts';
import { timeZoneSchema } from './time-zone.ts';

/** Ids of users and credentials (policy.md, Identifiers). */
export const idSchema = z.string().regex(/^[a-z0-9._-]{1,64}$/, {
  error: 'must be 1 to 64 characters of a-z, 0-9, ".", "_" and "-"',
});

const emailShape = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,187}[A-Za-z0-9])?$/;

const userFields = z.strictObject({
  id: idSchema,
  name: z.string().min(1).optional().meta({ description: 'Shown to people; the default is the id' }),
  email: z
    .string()
    .regex(emailShape, { error: 'is not an ASCII e-mail address such as ana@example.com' })
    .optional()
    .meta({ description: 'Unique without regard to case; without one nothing can be mailed' }),
  alias: z
    .literal('accepted')
    .optional()
    .meta({ description: 'Accepts that another user has the same address but for case or a +tag' }),
  department: z.string().optional(),
  manager: idSchema.optional().meta({ description: 'The id of a user' }),
  enabled: z.boolean().default(true).meta({ description: 'A disabled user has no candidates and no vote' }),
  kind: z.enum(['person', 'machine']).default('person').meta({ description: 'A machine may request, never approve' }),
  subject: z
    .string()
    .min(1)
    .optional()
    .meta({ description: "The identity provider's immutable name; the default is the id" }),
  timeZone: timeZoneSchema.optional().meta({ description: 'For mail to this person; the default is the vault zone' }),
  locale: z.enum(LANGUAGES).default('en').meta({ description: 'The language of mail to this person' }),
});

export const userSchema = userFields.transform((user) => ({
  ...user,
  name: user.name ?? user.id,
  subject: user.subject ?? user.id,
}));

export type User = z.output<typeof userSchema>;
