import * as z from 'zod';

/** What `ask-level` is told about its surroundings; read once, when the function starts. */
export const askLevelEnv = z.object({
  REQUESTS_TABLE: z.string().min(1),
  POLICY_TABLE: z.string().min(1),
});

/** The variables as the stack writes them: one that is forgotten is a compile error in `lib`. */
export type AskLevelEnv = z.input<typeof askLevelEnv>;
