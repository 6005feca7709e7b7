import { describe, expect, it } from 'vitest';
import { repliesSchema } from '../../../lambdas/core/policy/replies.ts';
import { namedWords, takenWords } from '../../../lambdas/core/policy/reply-words.ts';

const messages = (input: unknown) =>
  repliesSchema.safeParse(input).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`);

describe('the words of replies in a policy', () => {
  it('are none by default, and any words and lines that leave no doubt', () => {
    expect(repliesSchema.parse({})).toEqual({ approve: [], disapprove: [], banners: [] });
    expect(
      messages({ approve: ['APROVAR', '承認'], disapprove: ['REPROVAR'], banners: ['CAUTION: external*'] }),
    ).toBeUndefined();
  });

  it.each([
    [{ approve: ['sim senhor'] }, 'approve.0 must be one word of 2 to 32 letters, without spaces'],
    [{ approve: ['a'] }, 'approve.0 must be one word of 2 to 32 letters, without spaces'],
    [{ approve: ['ok!'] }, 'approve.0 must be one word of 2 to 32 letters, without spaces'],
    [{ approve: ['Disapprove'] }, 'approve has a word that disapproves'],
    [{ disapprove: ['approve'] }, 'disapprove has a word that approves'],
    [{ approve: ['SIM'], disapprove: ['sim'] }, 'disapprove has a word that approves'],
    [
      { locales: { pt: { approve: ['sim senhor'] } } },
      'locales.pt.approve.0 must be one word of 2 to 32 letters, without spaces',
    ],
    [{ locales: { pt: { approve: ['Disapprove'] } } }, 'locales.pt.approve has a word that disapproves'],
    [
      { locales: { en: { approve: ['sim'] }, pt: { disapprove: ['sim'] } } },
      'locales.pt.disapprove has a word that approves',
    ],
    [{ approve: ['sim'], locales: { pt: { disapprove: ['SIM'] } } }, 'locales.pt.disapprove has a word that approves'],
    [
      { locales: { pt: { approve: ['autorizado'] } }, banners: ['autorizado*'] },
      'banners has a line that hides a word',
    ],
    [{ locales: { de: { approve: ['genehmigt'] } } }, 'locales Unrecognized key: "de"'],
    [{ banners: ['* a *'] }, 'banners.0 must have at least 8 characters besides *'],
    [{ banners: ['disapprove'] }, 'banners has a line that hides a word'],
    [{ disapprove: ['REPROVADO'], banners: ['reprovado*'] }, 'banners has a line that hides a word'],
  ])('%j are refused', (input, message) => {
    expect(messages(input)).toEqual([message]);
  });

  it('are compared letter by letter, so only one spelling of a letter is taken', () => {
    expect(messages({ approve: ['apro\u0301var'] })?.[0]).toContain('must be one word');
    expect(messages({ approve: ['\u212bbo'] })).toEqual(['approve.0 must be in Unicode form NFC']);
  });
});

describe('the words of one language', () => {
  const replies = repliesSchema.parse({
    approve: ['ok'],
    locales: { pt: { approve: ['aprovo', 'ok'], disapprove: ['recuso'] } },
    banners: ['CAUTION: external*'],
  });

  it('are taken from everybody, with those of no language in particular', () => {
    expect(takenWords(replies)).toEqual({
      approve: ['ok', 'aprovo'],
      disapprove: ['recuso'],
      banners: ['CAUTION: external*'],
    });
  });

  it('are named to those who read that language', () => {
    expect(namedWords(replies, 'pt')).toEqual({ approve: ['ok', 'aprovo'], disapprove: ['recuso'] });
    expect(namedWords(replies, 'en')).toEqual({ approve: ['ok'], disapprove: [] });
  });
});
