import { LANGUAGES, type Language } from '../../core/time/language.ts';

interface Wish {
  readonly tag: string;
  readonly weight: number;
}

/** `pt-BR;q=0.8`: what is no weight counts as none (RFC 9110, 12.4.2). */
const wishOf = (part: string): Wish => {
  const [tag = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
  const weight = parameters.find((each) => each.startsWith('q='))?.slice(2);
  return { tag, weight: weight === undefined ? 1 : Number(weight) || 0 };
};

const spokenIn = (tag: string): Language | undefined =>
  LANGUAGES.find((language) => tag === language || tag.startsWith(`${language}-`));

/** Of the languages that we write, the one that a browser wants most; English for whoever wants none of them. */
export const acceptedLanguage = (header: string | undefined): Language => {
  const wishes = (header ?? '').split(',').map(wishOf);
  const [best] = wishes
    .filter(({ tag, weight }) => weight > 0 && spokenIn(tag) !== undefined)
    .sort((one, other) => other.weight - one.weight);
  return (best && spokenIn(best.tag)) ?? 'en';
};
