import * as z from 'zod';

/** What `receive-reply` is told about its surroundings; read once, when the function starts. */
export const receiveReplyEnv = z.object({
  REQUESTS_TABLE: z.string().min(1),
  POLICY_TABLE: z.string().min(1),
  /** Where the receipt rule put the raw mail. */
  MAIL_BUCKET: z.string().min(1),
  /** The object key is this prefix and then `mail.messageId`. */
  MAIL_PREFIX: z.string().min(1),
  /** Only `r.<token>@` this domain is a reply address. */
  REPLY_DOMAIN: z.string().min(1),
});

/** The variables as the stack writes them: one that is forgotten is a compile error in `lib`. */
export type ReceiveReplyEnv = z.input<typeof receiveReplyEnv>;
