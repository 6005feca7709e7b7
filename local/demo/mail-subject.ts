import type { Words } from '../../lambdas/application/mail-out/notices/words/en.ts';
import { words } from '../../lambdas/application/mail-out/notices/words/words.ts';

/** Finds the mail with this subject, in whatever language its reader has it. */
export const hasSubject =
  (subject: (say: Words) => string) =>
  (letter: { readonly subject: string }): boolean =>
    Object.values(words).some((say) => subject(say) === letter.subject);
