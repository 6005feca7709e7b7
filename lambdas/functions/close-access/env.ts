import * as z from 'zod';

/** What `close-access` is told about its surroundings; read once, when the function starts. */
export const closeAccessEnv = z.object({
  REQUESTS_TABLE: z.string().min(1),
  POLICY_TABLE: z.string().min(1),
  /** The function that Secrets Manager runs for the four rotation steps. */
  ROTATION_FUNCTION_ARN: z.string().min(1),
  /** The function that makes and ends the database roles of sessions. */
  SESSION_ROLES_FUNCTION_ARN: z.string().min(1),
  /** Secrets Manager names start with this; nothing outside it is touched. */
  SECRET_PREFIX: z.string().min(1),
});

/** The variables as the stack writes them: one that is forgotten is a compile error in `lib`. */
export type CloseAccessEnv = z.input<typeof closeAccessEnv>;
