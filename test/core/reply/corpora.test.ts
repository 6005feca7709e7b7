import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDecision } from '../../../lambdas/core/reply/grammar.ts';

/** Public reply mails that stand beside some checkouts; they are no part of this repository. */
const corpora = join(import.meta.dirname, '../../../../shared/corpora/replies');
const there = existsSync(corpora);

const mails = there
  ? readdirSync(corpora, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.txt'))
      .map((path) => [path, readFileSync(join(corpora, path), 'utf8')] as const)
  : [];

const QUOTED_LINE = /^[ \t]*>/m;

describe.skipIf(!there)(
  'public reply mails (skipped where ../shared/corpora/replies does not stand beside the checkout)',
  () => {
    it('are all there', () => {
      expect(mails.length).toBeGreaterThan(150);
    });

    it.each(mails)('%s: decides nothing as it is, and what its author puts first', (_, text) => {
      expect(readDecision(text).decision).toBe('none');
      expect(readDecision(`APPROVE\n${text}`).decision).toBe('approve');
      expect(readDecision(`\n  disapprove!\n\n${text}`).decision).toBe('disapprove');
    });

    it.each(mails.filter(([, text]) => QUOTED_LINE.test(text)))('%s: a quoted word decides nothing', (_, text) => {
      for (const word of ['APPROVE', 'DISAPPROVE']) {
        expect(readDecision(text.replace(QUOTED_LINE, (quote) => `${quote} ${word}\n>`)).decision).toBe('none');
        expect(
          readDecision(
            `\n${text
              .split('\n')
              .filter((line) => QUOTED_LINE.test(line))
              .join('\n')}\n> ${word}`,
          ).decision,
        ).toBe('none');
      }
    });
  },
);
