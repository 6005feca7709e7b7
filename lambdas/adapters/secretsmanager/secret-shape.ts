import * as z from 'zod';
import { Fault } from '../../application/fault.ts';

/** What every secret of a credential has; a target extends it by what it asks for. Other members are kept. */
export const credentialSecret = z.looseObject({
  engine: z.string().min(1),
  username: z.string().min(1),
  password: z.string().min(1),
});

/** The value in this shape, or a fault that names the members at fault. No value of a secret appears in a message. */
export const inShape = <Schema extends z.ZodType>(schema: Schema, value: unknown, secret: string): z.output<Schema> => {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const members = parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole value').join(', ');
  throw new Fault('SecretMalformed', `${secret} does not hold what it has to: look at ${members}`, {
    retryable: false,
  });
};
