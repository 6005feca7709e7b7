import * as z from 'zod';

/** What `show-policy` is told about its surroundings; read once, when the function starts. */
export const showPolicyEnv = z.object({
  POLICY_TABLE: z.string().min(1),
  /** Where the audit record of a refused call is put. */
  REQUESTS_TABLE: z.string().min(1),
  /** The claim that names the person; absent with the stack's own user pool (`username`, or `client_id` of a machine). */
  PRINCIPAL_CLAIM: z.string().min(1).optional(),
});

/** The variables as the stack writes them: one that is forgotten is a compile error in `lib`. */
export type ShowPolicyEnv = z.input<typeof showPolicyEnv>;
