import type { PolicyReader } from '../../application/ports/ports.ts';
import type { Language } from '../../core/time/language.ts';
import type { Session } from './sign-in.ts';

/** The language of whoever is signed in; of a stranger to the policy, what the browser wants. */
export const languageOf = async (
  policy: Pick<PolicyReader, 'subject'>,
  { principal }: Session,
  accepts: Language,
): Promise<Language> => (await policy.subject(principal.id)).user?.locale ?? accepts;
