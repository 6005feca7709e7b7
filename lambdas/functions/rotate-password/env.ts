import * as z from 'zod';

/** What `rotate-password` is told about its surroundings; read once, when the function starts. */
export const rotatePasswordEnv = z.object({
  /** Secrets Manager names start with this; nothing outside it is touched. */
  SECRET_PREFIX: z.string().min(1),
});

/** The variables as the stack writes them: one that is forgotten is a compile error in `lib`. */
export type RotatePasswordEnv = z.input<typeof rotatePasswordEnv>;
