import * as z from 'zod';

/** What `answer-page` is told about its surroundings; read once, when the function starts. */
export const answerPageEnv = z.object({
  REQUESTS_TABLE: z.string().min(1),
  POLICY_TABLE: z.string().min(1),
  /** The secret with the key that seals what browsers keep. */
  PAGE_KEY_SECRET: z.string().min(1),
  /** The issuer's discovery document, and our client there. */
  DISCOVERY_URL: z.string().min(1),
  CLIENT_ID: z.string().min(1),
  /** Where the pages are, without a slash at the end. */
  PUBLIC_URL: z.string().min(1),
  PRINCIPAL_CLAIM: z.string().min(1).optional(),
});

/** The variables as the stack writes them: one that is forgotten is a compile error in `lib`. */
export type AnswerPageEnv = z.input<typeof answerPageEnv>;
