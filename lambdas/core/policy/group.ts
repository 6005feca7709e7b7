import * as z from 'zod';
import { actionSchema } from './action.ts';
import { idSchema } from './user.ts';
import { windowSchema } from './window.ts';

const entries = z.array(z.string().min(1, { error: 'is an empty entry' })).default([]);

/** Who the group is about: a user matches if any entry does. */
export const membersSchema = z.strictObject({ users: z.array(idSchema).default([]), departments: entries });

/** What the group is about: every criterion that has entries must match, within one any entry is enough. */
export const criteriaSchema = z.strictObject({
  devices: entries,
  usernames: entries,
  sites: entries,
  deviceTypes: entries,
  credentialTypes: entries,
  models: entries,
  additionalInfo: entries,
  deviceTags: entries,
  credentialTags: entries,
});

export const groupSchema = z.strictObject({
  id: z
    .int({ error: 'must be a whole number from 1 to 9999' })
    .min(1, { error: 'must be a whole number from 1 to 9999' })
    .max(9999, { error: 'must be a whole number from 1 to 9999' }),
  name: z.string().min(1),
  enabled: z.boolean().default(true),
  members: membersSchema.refine(({ users, departments }) => users.length + departments.length > 0, {
    error: 'must name at least one user or department',
  }),
  criteria: criteriaSchema.prefault({}),
  accessLimits: windowSchema.optional(),
  viewPassword: actionSchema.optional(),
  startSession: actionSchema.optional(),
});

export type Members = z.output<typeof membersSchema>;
export type Criteria = z.output<typeof criteriaSchema>;
