import type { ReplyWords } from '../reply/words.ts';
import { LANGUAGES, type Language } from '../time/language.ts';

/** Words that are taken for APPROVE and for DISAPPROVE. */
export interface WordLists {
  readonly approve: readonly string[];
  readonly disapprove: readonly string[];
}

/** How mailed replies are read beyond the two words, as the policy says it. */
export interface Replies extends ReplyWords {
  readonly locales?: Readonly<Partial<Record<Language, WordLists | undefined>>> | undefined;
}

const together = (replies: Replies, languages: readonly Language[]): WordLists => {
  const lists = [replies, ...languages.map((language) => replies.locales?.[language])];
  return {
    approve: [...new Set(lists.flatMap((each) => each?.approve ?? []))],
    disapprove: [...new Set(lists.flatMap((each) => each?.disapprove ?? []))],
  };
};

/** What a reply may say, whoever wrote it: nobody has to answer in the language of the mail. */
export const takenWords = (replies: Replies): ReplyWords => ({
  ...together(replies, LANGUAGES),
  banners: replies.banners,
});

/** The words that a mail in this language names: those of no language in particular, and its own. */
export const namedWords = (replies: Replies, language: Language): WordLists => together(replies, [language]);
