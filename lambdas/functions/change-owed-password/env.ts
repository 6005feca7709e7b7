import * as z from 'zod';

/** What `change-owed-password` is told about its surroundings; read once, when the function starts. */
export const changeOwedPasswordEnv = z.object({
  REQUESTS_TABLE: z.string().min(1),
  POLICY_TABLE: z.string().min(1),
  /** The function that Secrets Manager runs for the four rotation steps. */
  ROTATION_FUNCTION_ARN: z.string().min(1),
});

/** The variables as the stack writes them: one that is forgotten is a compile error in `lib`. */
export type ChangeOwedPasswordEnv = z.input<typeof changeOwedPasswordEnv>;
