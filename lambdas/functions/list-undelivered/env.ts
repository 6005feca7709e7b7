import * as z from 'zod';

/** What `list-undelivered` is told about its surroundings; read once, when the function starts. */
export const listUndeliveredEnv = z.object({
  REQUESTS_TABLE: z.string().min(1),
  POLICY_TABLE: z.string().min(1),
  /** The claim that names the person; absent with the stack's own user pool (`username`, or `client_id` of a machine). */
  PRINCIPAL_CLAIM: z.string().min(1).optional(),
});

/** The variables as the stack writes them: one that is forgotten is a compile error in `lib`. */
export type ListUndeliveredEnv = z.input<typeof listUndeliveredEnv>;
