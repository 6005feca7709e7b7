import * as z from 'zod';

/** What `sweep-due` is told about its surroundings; read once, when the function starts. */
export const sweepDueEnv = z.object({
  REQUESTS_TABLE: z.string().min(1),
  POLICY_TABLE: z.string().min(1),
  /** The approval workflow: one execution per pending request. */
  STATE_MACHINE_ARN: z.string().min(1),
  /** The small machine that closes an access outside the workflow. */
  CLOSE_STATE_MACHINE_ARN: z.string().min(1),
  /** The one function that does what effects ask. */
  DISPATCH_FUNCTION_ARN: z.string().min(1),
  /** The one function that changes a password whose change was put off. */
  OWED_CHANGE_FUNCTION_ARN: z.string().min(1),
  /** The namespace of what is measured. */
  METRIC_NAMESPACE: z.string().min(1),
});

/** The variables as the stack writes them: one that is forgotten is a compile error in `lib`. */
export type SweepDueEnv = z.input<typeof sweepDueEnv>;
