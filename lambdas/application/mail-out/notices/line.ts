import { MARKERS } from '../../../core/reply/marker.ts';
import type { Language } from '../../../core/time/language.ts';

/** What a line of a notice is: a text and an HTML mail are both written from it, and say the same. */
export type Line =
  /** Our own words. */
  | string
  /** Begins what a reply is never read below. */
  | { readonly kind: 'marker'; readonly text: string }
  /** Somebody else's words behind a label of ours. */
  | { readonly kind: 'fact'; readonly label: string; readonly text: string }
  /** Somebody else's words alone. */
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'time'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string };

export type Paragraph = readonly Line[];

const LONGEST = 4096;
/** All that some program shows as a line break, and every other control or invisible formatting character. */
const BREAKING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu;

/**
 * Text that somebody else wrote, made one harmless line: control characters become a space, at most 4 KB. Such text
 * stands only in lines that begin with `> `, so that no reader and no client takes it for an answer (threats.md T-02).
 */
export function foreign(text: string): string {
  const line = text.replace(BREAKING, ' ').trim();
  const bytes = new TextEncoder().encode(line);
  if (bytes.length <= LONGEST) return line;
  return `${new TextDecoder().decode(bytes.subarray(0, LONGEST - 4)).replace(/\ufffd+$/, '')}…`;
}

export const marker = (language: Language): Line => ({ kind: 'marker', text: MARKERS[language] });

/** A labelled line of foreign text: `> Why:    restart of the job`. */
export const fact = (label: string, text: string): Line => ({ kind: 'fact', label, text: foreign(text) });

export const quote = (text: string): Line => ({ kind: 'quote', text: foreign(text) });

export const link = (url: string): Line => ({ kind: 'link', url });

const WIDEST = 72;

/** A sentence of ours whose length is not ours to say, as lines of at most 72 columns. */
export const filled = (sentence: string): readonly string[] => {
  const lines: string[] = [];
  for (const word of sentence.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= WIDEST) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  return lines;
};
