import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import * as z from 'zod';

/** What seeding needs to know of a policy; the API checks all of it when it is applied. */
const seeded = z.object({
  users: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      kind: z.enum(['person', 'machine']).default('person'),
    }),
  ),
  credentials: z.array(
    z.object({
      id: z.string(),
      username: z.string(),
      secret: z.string().optional(),
      target: z.object({ engine: z.string() }).loose().optional(),
    }),
  ),
});

export type DemoPolicy = z.infer<typeof seeded> & {
  /** The whole policy, as the API takes it. */
  readonly document: unknown;
};

export const readDemoPolicy = async (file: string): Promise<DemoPolicy> => {
  const document: unknown = parse(await readFile(file, 'utf8'));
  return { ...seeded.parse(document), document };
};
