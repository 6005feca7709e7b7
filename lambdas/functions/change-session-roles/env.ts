import * as z from 'zod';

/** What `change-session-roles` is told about its surroundings; read once, when the function starts. */
export const changeSessionRolesEnv = z.object({
  /** Secrets Manager names start with this; nothing outside it is touched. */
  SECRET_PREFIX: z.string().min(1),
});

/** The variables as the stack writes them: one that is forgotten is a compile error in `lib`. */
export type ChangeSessionRolesEnv = z.input<typeof changeSessionRolesEnv>;
