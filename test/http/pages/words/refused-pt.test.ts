import { describe, expect, it } from 'vitest';
import { transitions } from '../../../../lambdas/core/request/transitions.ts';
import type { PageRule } from '../../../../lambdas/http/pages/words/refused.ts';
import { refusedInPortuguese } from '../../../../lambdas/http/pages/words/refused-pt.ts';
import { requests } from '../../requests.ts';

const say = (rule: string, field?: string, request = requests.pending) =>
  refusedInPortuguese({ rule, reason: 'The API says it in English.', field, request });

/** Whatever a vote or a revocation meets beyond the state of the request (vote-rules.ts, decide-ends.ts). */
const conditions: readonly PageRule[] = [
  'no-self-approval',
  'not-an-approver',
  'level-not-open',
  'level-closed',
  'already-voted',
  'seat-taken',
  'deadline-passed',
  'window-over',
  'window-invalid',
  'window-too-long',
  'window-superseded',
  'window-version-unknown',
  'reason-required',
  'not-in-use',
  'try-again',
  'invalid-field',
];
const cells = Object.values(transitions).flatMap(({ vote, revoke }) => [vote, revoke]);
const rules = new Set([...cells.filter((cell) => cell !== 'acts' && cell !== 'quiet'), ...conditions]);

describe('why a form was refused, in Portuguese', () => {
  it.each([...rules])('%s is a sentence of its own', (rule) => {
    const sentence = say(rule, 'end');

    expect(sentence).toMatch(/^[A-ZÀ-Ý].*[.]$/);
    expect(sentence).not.toMatch(/\b(?:the|this|undefined|API)\b/i);
  });

  it.each([
    ['already-decided', undefined, 'O pedido já está à espera de aprovação.'],
    ['window-invalid', 'window.start', /^O início do período/],
    ['window-invalid', 'window.end', /^O fim do período/],
    ['window-too-long', 'window.end', /no máximo 240 minutos/],
    ['invalid-field', 'comment', /o comentário/],
    ['invalid-field', 'other', /other/],
  ])('%s of %s says what to mend', (rule, field, words) => {
    expect(say(rule, field)).toMatch(words);
  });

  it('a rule that no form can meet is a bug', () => {
    expect(() => say('ticket-required')).toThrow('no Portuguese words for the rule ticket-required');
  });
});
