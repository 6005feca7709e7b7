import { describe, expect, it } from 'vitest';
import { repliesSchema } from '../../../lambdas/core/policy/replies.ts';

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
