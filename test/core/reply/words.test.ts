import { describe, expect, it } from 'vitest';
import { readDecision } from '../../../lambdas/core/reply/grammar.ts';
import type { Leaf } from '../../../lambdas/core/reply/leaf.ts';
import { readReply } from '../../../lambdas/core/reply/read-reply.ts';
import type { ReplyWords } from '../../../lambdas/core/reply/words.ts';
import { ok } from '../../../lambdas/core/result.ts';

const words: ReplyWords = {
  approve: ['APROVAR', '承認', 'GENEHMIGT'],
  disapprove: ['REPROVAR', '却下'],
  banners: ['CAUTION: This message came from outside*', '[EXTERNAL] *'],
};

describe('a configured synonym', () => {
  it.each([
    ['Aprovar', 'approve'],
    ['  reprovar! ', 'disapprove'],
    ['承認', 'approve'],
    ['却下.', 'disapprove'],
    ['APPROVE', 'approve'],
    ['DISAPPROVE', 'disapprove'],
  ])('%s means what its English word means', (text, decision) => {
    expect(readDecision(`${text}\n\nObrigado`, words)).toEqual({
      decision,
      reason: 'first-line-is-the-word',
      comment: 'Obrigado',
    });
  });

  it.each([
    'Aprovar isto',
    'aprovar?',
    'APROVAR/REPROVAR',
    'não aprovar',
    'APROVAR!!',
    'genehmigt ,',
    'ＡＰＲＯＶＡＲ',
    '承認する',
  ])('%s is not alone and decides nothing (threats.md T-03, T-08)', (text) => {
    expect(readDecision(text, words).decision).toBe('none');
  });

  it('and its opposite, in any language, decide nothing together (threats.md T-04)', () => {
    expect(readDecision('APROVAR\nDISAPPROVE', words).reason).toBe('both-words');
    expect(readDecision('APPROVE\n却下', words).reason).toBe('both-words');
  });

  it('means nothing where it is not configured', () => {
    expect(readDecision('APROVAR').decision).toBe('none');
  });

  it.each(['<p>REPROVAR</p>', '<div>「却下」</div>'])(
    'that the HTML part says against the text decides nothing: %s',
    (html) => {
      const part = (subtype: string, text: string): Leaf => ({
        mediaType: `text/${subtype}`,
        charset: 'utf-8',
        attached: false,
        flowed: 'no',
        content: new TextEncoder().encode(text),
      });
      const leaves = [part('plain', 'APROVAR'), part('html', html)];

      expect(readReply(ok(leaves), words).decision).toBe('none');
    },
  );
});

describe('a banner', () => {
  it('above the word is passed over, whatever stands for its star', () => {
    const text = 'CAUTION: This message came from outside the company.\n\n[EXTERNAL] from bruno\nAPPROVE\nok';

    expect(readDecision(text, words)).toMatchObject({ decision: 'approve', comment: 'ok' });
    expect(readDecision(text).decision).toBe('none');
  });

  it('does not hide the opposite word, nor stand for a line that is longer', () => {
    expect(readDecision('[EXTERNAL] x\nAPPROVE\nDISAPPROVE', words).reason).toBe('both-words');
    expect(readDecision('Note: CAUTION: This message came from outside\nAPPROVE', words).decision).toBe('none');
  });
});
