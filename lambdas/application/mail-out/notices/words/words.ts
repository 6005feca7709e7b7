import type { Language } from '../../../../core/time/language.ts';
import { en, type Words } from './en.ts';
import { pt } from './pt.ts';

/** What mails say, in the language of their reader. */
export const words: Readonly<Record<Language, Words>> = { en, pt };
