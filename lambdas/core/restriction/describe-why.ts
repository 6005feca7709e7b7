import type { Language } from '../time/language.ts';
import { describeWindow } from './describe-window.ts';
import type { Why } from './section-rules.ts';

const inEnglish = (why: Why): string => {
  switch (why.kind) {
    case 'approval-inside':
      return `approval is required ${describeWindow(why.window, 'en')}`;
    case 'approval-always':
      return 'approval is required at any time';
    case 'approval-inside-and-outside':
      return 'approval is required inside its window and outside';
    case 'justification-outside':
      return `outside ${describeWindow(why.window, 'en')} a justification is enough`;
    case 'justification':
      return 'a justification is required';
    case 'nothing':
      return 'neither a justification nor an approval is required';
  }
};

const inPortuguese = (why: Why): string => {
  switch (why.kind) {
    case 'approval-inside':
      return `a aprovação é exigida neste período: ${describeWindow(why.window, 'pt')}`;
    case 'approval-always':
      return 'a aprovação é exigida a qualquer hora';
    case 'approval-inside-and-outside':
      return 'a aprovação é exigida dentro e fora do período da regra';
    case 'justification-outside':
      return `basta uma justificativa fora deste período: ${describeWindow(why.window, 'pt')}`;
    case 'justification':
      return 'é exigida uma justificativa';
    case 'nothing':
      return 'não é exigida justificativa nem aprovação';
  }
};

const describers: Readonly<Record<Language, (why: Why) => string>> = { en: inEnglish, pt: inPortuguese };

/** A rule in words, in the reader's language; the English ones are also the `because` of an explanation. */
export const describeWhy = (why: Why, language: Language): string => describers[language](why);

/** The words of a rule that was applied. What was kept before its facts were has the English words alone. */
export const becauseIn = (
  { because, why }: { readonly because: string; readonly why?: Why | undefined },
  language: Language,
): string => (why === undefined ? because : describeWhy(why, language));
