import * as z from 'zod';

/** What `redrive-dead-letters` is told about its surroundings; read once, when the function starts. */
export const redriveDeadLettersEnv = z.object({
  REQUESTS_TABLE: z.string().min(1),
  /** Starts the names of the queues and of the functions that do their work. */
  NAME_PREFIX: z.string().min(1),
  /** The claim that names the person; absent with the stack's own user pool (`username`, or `client_id` of a machine). */
  PRINCIPAL_CLAIM: z.string().min(1).optional(),
});

/** The variables as the stack writes them: one that is forgotten is a compile error in `lib`. */
export type RedriveDeadLettersEnv = z.input<typeof redriveDeadLettersEnv>;
