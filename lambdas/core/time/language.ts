/** The languages in which we write to people: what a user's `locale` may be. */
export const LANGUAGES = ['en', 'pt'] as const;

export type Language = (typeof LANGUAGES)[number];
