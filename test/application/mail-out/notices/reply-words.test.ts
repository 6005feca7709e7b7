import { fc } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { approvalAsked } from '../../../../lambdas/application/mail-out/notices/approval-asked.ts';
import { replyNotUnderstood } from '../../../../lambdas/application/mail-out/notices/reply-not-understood.ts';
import type { WordLists } from '../../../../lambdas/core/policy/reply-words.ts';
import { readDecision } from '../../../../lambdas/core/reply/grammar.ts';
import { htmlSaysAlone } from '../../../../lambdas/core/reply/html-words.ts';
import { MARKERS } from '../../../../lambdas/core/reply/marker.ts';
import { wordOf } from '../../../../lambdas/core/reply/words.ts';
import { LANGUAGES } from '../../../../lambdas/core/time/language.ts';
import { sampleRequest } from '../../../../local/mail/gallery/sample-notices.ts';

const none: WordLists = { approve: [], disapprove: [] };
const some: WordLists = { approve: ['aprovo', 'sim', 'concordo'], disapprove: ['recuso'] };

const asked = (language: 'en' | 'pt', words: WordLists, replyOffered = true) =>
  approvalAsked({ ...sampleRequest(language), words, replyOffered });
const explained = (language: 'en' | 'pt', words: WordLists) =>
  replyNotUnderstood({ ...sampleRequest(language), words, rule: 'nothing-written' });

describe('the words that a policy adds', () => {
  it('are named where the mail says how to reply', () => {
    const told = [
      'Para aprovar, você também pode escrever (aprovo, sim, concordo).',
      'Para recusar, você também pode escrever (recuso).',
    ].join('\n');

    expect(asked('pt', some).text).toContain(told);
    expect(explained('pt', some).text).toContain(told);
    expect(asked('en', some).text).toContain('For APPROVE, you may also write (aprovo, sim, concordo).');
  });

  it('are not spoken of where there are none', () => {
    expect(asked('pt', none).text).not.toContain('também pode escrever');
    expect(asked('pt', { ...none, approve: ['aprovo'] }).text).not.toContain('Para recusar');
  });

  it('S-03: are not named where no reply is offered', () => {
    expect(asked('pt', some, false).text).not.toMatch(/aprovo|recuso|escrev/);
  });

  it('stand in lines of at most 72 columns, however many there are', () => {
    const approve = Array.from({ length: 20 }, (_, index) => `palavra${'abcdefghijklmnopqrst'[index]}`);
    const lines = asked('pt', { approve, disapprove: ['recuso'] }).text.split('\n');

    expect(lines.filter((line) => /palavra|recuso/.test(line)).every((line) => line.length <= 72)).toBe(true);
  });
});

/** Any word, and those that a policy would have and our sentences hold as well. */
const word = fc.oneof(
  fc.stringMatching(/^\p{L}{2,32}$/u),
  fc.constantFrom('aprova', 'recusa', 'aprovo', 'recuso', 'sim'),
);
const lists = fc.record({
  approve: fc.array(word, { maxLength: 20 }),
  disapprove: fc.array(word, { maxLength: 20 }),
});

/** The lines as a client of that width breaks them at blanks. */
const brokenAt = (width: number, text: string): readonly string[] =>
  text.split('\n').flatMap((line) => line.match(new RegExp(`\\S{${width},}|.{1,${width}}(?= |$)`, 'gu')) ?? ['']);

describe('T-01: no word that decides stands bare in our mail', () => {
  it.each(LANGUAGES)('in %s, whatever the policy adds and however a client wraps the lines', async (language) => {
    await fc.assert(
      fc.property(lists, fc.integer({ min: 8, max: 90 }), (words, width) => {
        const taken = { ...words, banners: [] };
        for (const { text } of [asked(language, words), explained(language, words)]) {
          expect(brokenAt(width, text).filter((line) => wordOf(line, taken) !== undefined)).toEqual([]);
          const quoted = brokenAt(width, text.replace(MARKERS[language], '')).join('\n');
          expect(readDecision(quoted, taken).decision).toBe('none');
        }
      }),
    );
  });

  it.each(LANGUAGES)('T-04: in %s, nor in its HTML, which a reply quotes', (language) => {
    const { html } = asked(language, some);

    expect([...some.approve, ...some.disapprove].filter((each) => htmlSaysAlone(html, each))).toEqual([]);
  });
});
