import * as z from 'zod';
import { noOtherWords, type ReplyWords, wordOf } from '../reply/words.ts';
import { matchEntry } from '../restriction/selector.ts';
import { LANGUAGES, type Language } from '../time/language.ts';
import { type Replies, takenWords, type WordLists } from './reply-words.ts';

const word = z
  .string()
  .regex(/^\p{L}{2,32}$/u, { error: 'must be one word of 2 to 32 letters, without spaces' })
  .refine((text) => text.normalize('NFC') === text, { error: 'must be in Unicode form NFC' });
const words = z.array(word).max(20).default([]);

/** At least eight characters that are no wildcard: a banner must never stand for whatever somebody wrote. */
const banner = z
  .string()
  .max(500)
  .refine((text) => text.replaceAll('*', '').trim().length >= 8, {
    error: 'must have at least 8 characters besides *',
  });

const lists = {
  approve: words.meta({ description: 'Also taken for APPROVE, just as strictly' }),
  disapprove: words.meta({ description: 'Also taken for DISAPPROVE, just as strictly' }),
};
const ofOneLanguage = z.strictObject(lists).optional();

const fields = z.strictObject({
  ...lists,
  locales: z
    .strictObject({ en: ofOneLanguage, pt: ofOneLanguage } satisfies Record<Language, unknown>)
    .optional()
    .meta({ description: 'Words taken from everybody, and named only in the mails of this language' }),
  banners: z
    .array(banner)
    .max(50)
    .default([])
    .meta({ description: 'Whole lines that mail servers put above what people write; * is any run of characters' }),
});

interface Problem {
  readonly path: readonly string[];
  readonly message: string;
}

/** Every pair of lists, with the path at which it stands. */
const listsOf = (replies: Replies): readonly (readonly [readonly string[], WordLists])[] => [
  [[], replies],
  ...LANGUAGES.flatMap((language) => {
    const own = replies.locales?.[language];
    return own === undefined ? [] : [[['locales', language], own] as const];
  }),
];

const clashes = (replies: Replies): readonly Problem[] => {
  const approving: ReplyWords = { ...takenWords(replies), disapprove: [] };
  return listsOf(replies)
    .filter(([, { disapprove }]) => disapprove.some((text) => wordOf(text, approving) === 'approve'))
    .map(([path]) => ({ path: [...path, 'disapprove'], message: 'has a word that approves' }));
};

const takenForApproval = (replies: Replies): readonly Problem[] =>
  listsOf(replies)
    .filter(([, { approve }]) => approve.some((text) => wordOf(text, noOtherWords) === 'disapprove'))
    .map(([path]) => ({ path: [...path, 'approve'], message: 'has a word that disapproves' }));

const hidesAWord = (replies: Replies): readonly Problem[] => {
  const { approve, disapprove } = takenWords(replies);
  const all = ['APPROVE', 'DISAPPROVE', ...approve, ...disapprove];
  return replies.banners.some((entry) => all.some(matchEntry(entry)))
    ? [{ path: ['banners'], message: 'has a line that hides a word' }]
    : [];
};

/** How mailed replies are read beyond the two words (threats.md G9; mission.md D 21). No word may mean both. */
export const repliesSchema = fields.superRefine((replies, context) => {
  for (const { path, message } of [...clashes(replies), ...takenForApproval(replies), ...hidesAWord(replies)])
    context.addIssue({ code: 'custom', path: [...path], message });
});
