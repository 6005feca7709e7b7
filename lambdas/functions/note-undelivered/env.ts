import * as z from 'zod';

/** What `note-undelivered` is told about its surroundings; read once, when the function starts. */
export const noteUndeliveredEnv = z.object({
  REQUESTS_TABLE: z.string().min(1),
  POLICY_TABLE: z.string().min(1),
});

/** The variables as the stack writes them: one that is forgotten is a compile error in `lib`. */
export type NoteUndeliveredEnv = z.input<typeof noteUndeliveredEnv>;
