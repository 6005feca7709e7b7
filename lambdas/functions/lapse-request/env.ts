import * as z from 'zod';

/** What `lapse-request` is told about its surroundings; read once, when the function starts. */
export const lapseRequestEnv = z.object({
  REQUESTS_TABLE: z.string().min(1),
  POLICY_TABLE: z.string().min(1),
});

/** The variables as the stack writes them: one that is forgotten is a compile error in `lib`. */
export type LapseRequestEnv = z.input<typeof lapseRequestEnv>;
