import * as z from 'zod';

/** What `dispatch-effects` is told about its surroundings; read once, when the function starts. */
export const dispatchEffectsEnv = z.object({
  REQUESTS_TABLE: z.string().min(1),
  POLICY_TABLE: z.string().min(1),
  /** The approval workflow: one execution per pending request. */
  STATE_MACHINE_ARN: z.string().min(1),
  /** The small machine that closes an access outside the workflow. */
  CLOSE_STATE_MACHINE_ARN: z.string().min(1),
  /** The function that changes the database roles of sessions. */
  SESSION_ROLES_FUNCTION_ARN: z.string().min(1),
  EVENT_BUS_NAME: z.string().min(1),
  CONFIGURATION_SET: z.string().min(1),
  MAIL_FROM: z.string().min(1),
  /** Mails that SES takes from the account in a second. */
  MAILS_PER_SECOND: z.string().transform(Number).pipe(z.int().min(1)),
  /** Links in mails are this address, then `/requests/<id>`; no slash at the end. */
  LINK_BASE: z.string().min(1),
  /** The secret that holds the key from which reply tokens are derived. */
  REPLY_KEY_SECRET_ARN: z.string().min(1),
  /** Absent where mail is not received: then no mail has a reply address or reply words. */
  REPLY_DOMAIN: z.string().min(1).optional(),
  /** Comma-separated domains of approvers that are offered to reply (those with DMARC); absent is none. */
  REPLY_OFFERED_DOMAINS: z
    .string()
    .optional()
    .transform((list) => (list === undefined ? [] : list.split(','))),
  /** Comma-separated: who is told of a level that lacks people. */
  ADMINISTRATOR_EMAILS: z
    .string()
    .optional()
    .transform((list) => (list === undefined ? [] : list.split(','))),
});

/** The variables as the stack writes them: one that is forgotten is a compile error in `lib`. */
export type DispatchEffectsEnv = z.input<typeof dispatchEffectsEnv>;
