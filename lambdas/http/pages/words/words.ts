import type { Language } from '../../../core/time/language.ts';
import { en, type PageWords } from './en.ts';
import { pt } from './pt.ts';

/** What the pages say, in the language of whoever looks. */
export const pageWords: Readonly<Record<Language, PageWords>> = { en, pt };
