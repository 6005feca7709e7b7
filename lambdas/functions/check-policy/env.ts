import * as z from 'zod';

/** What `check-policy` is told about its surroundings; read once, when the function starts. */
export const checkPolicyEnv = z.object({
  POLICY_TABLE: z.string().min(1),
  /** Where the audit record of a refused call is put. */
  REQUESTS_TABLE: z.string().min(1),
  /** Secrets Manager names of credentials start with this. */
  SECRET_PREFIX: z.string().min(1),
  /** The claim that names the person; absent with the stack's own user pool (`username`, or `client_id` of a machine). */
  PRINCIPAL_CLAIM: z.string().min(1).optional(),
});

/** The variables as the stack writes them: one that is forgotten is a compile error in `lib`. */
export type CheckPolicyEnv = z.input<typeof checkPolicyEnv>;
