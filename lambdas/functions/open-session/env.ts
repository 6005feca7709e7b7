import * as z from 'zod';

/** What `open-session` is told about its surroundings; read once, when the function starts. */
export const openSessionEnv = z.object({
  REQUESTS_TABLE: z.string().min(1),
  POLICY_TABLE: z.string().min(1),
  RESTRICTIONS_TABLE: z.string().min(1),
  /** The function that makes and ends the database roles of sessions. */
  SESSION_ROLES_FUNCTION_ARN: z.string().min(1),
  /** The document of Systems Manager that sessions are opened with. */
  SESSION_DOCUMENT: z.string().min(1),
  /** The claim that names the person; absent with the stack's own user pool (`username`, or `client_id` of a machine). */
  PRINCIPAL_CLAIM: z.string().min(1).optional(),
});

/** The variables as the stack writes them: one that is forgotten is a compile error in `lib`. */
export type OpenSessionEnv = z.input<typeof openSessionEnv>;
