import * as z from 'zod';
import { durationSchema } from './duration.ts';
import { idSchema } from './user.ts';

const field = z.string().default('');
const tags = z.array(z.string()).default([]);

/** Where sessions go and which database the rotation speaks to. */
const targetSchema = z.strictObject({
  engine: z.string().min(1).optional().meta({ description: 'The kind of server: rotation knows postgres and aws-iam' }),
  host: z.string().min(1).optional(),
  port: z.int().min(1).max(65_535).optional(),
  database: z.string().min(1).optional(),
  node: z.string().min(1).optional().meta({ description: 'The managed node that sessions are opened on' }),
});

const credentialFields = z.strictObject({
  id: idSchema,
  username: field,
  device: field,
  site: field,
  deviceType: field,
  credentialType: field,
  model: field,
  additionalInfo: field,
  deviceTags: tags,
  credentialTags: tags,
  secret: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'Secrets Manager name; the default is countersign/ and the id' }),
  rotate: z.enum(['always', 'when-used']).default('always'),
  rotateWithin: durationSchema.default('PT24H'),
  rotateAfterUse: durationSchema.optional().meta({ description: 'Absent = never' }),
  exclusive: z
    .boolean()
    .default(false)
    .meta({ description: 'For one at a time: the first use of a grant has it until its end' }),
  target: targetSchema.optional(),
});

/** A privileged credential (policy.md, Credentials). A field that is not given is the empty string to every criterion. */
export const credentialSchema = credentialFields.transform((credential) => ({
  ...credential,
  secret: credential.secret ?? `countersign/${credential.id}`,
}));

export type Credential = z.output<typeof credentialSchema>;
