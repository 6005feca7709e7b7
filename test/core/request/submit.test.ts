import { describe, expect, it } from 'vitest';
import { CLOCK_SKEW_MILLIS, MAX_LEAD_MILLIS } from '../../../lambdas/core/request/decide-submit.ts';
import { notThere } from '../../../lambdas/core/request/state.ts';
import { given } from '../../support/given-when-then.ts';
import { context } from '../../support/request-builders.ts';
import { at, facts, knownFacts, minutes, rules, submit, window } from '../../support/request-parts.ts';

const now = context('14:00');
const day = minutes(24 * 60);

describe('a use that needs no approval', () => {
  it('is granted at once, without a window and without a workflow', () => {
    const outcome = given(notThere).when({ type: 'submit', facts: facts({ restrictionCode: '11100045' }) }, now);

    outcome.records({ type: 'UseGranted', at: at('14:00'), facts: facts({ restrictionCode: '11100045' }) });
    expect(outcome.state()).toEqual({ ...knownFacts({ restrictionCode: '11100045' }), name: 'granted' });
    expect(outcome.steps()).toEqual([]);
  });
});

describe('a use that needs approval', () => {
  it('becomes pending at level 1, with the rules of the group frozen into it', () => {
    const outcome = given(notThere).when(submit(), now);

    outcome.records({
      type: 'RequestSubmitted',
      at: at('14:00'),
      facts: facts(),
      rules: rules(),
      deadline: at('15:30'),
      window: window('14:00', '16:00'),
    });
    expect(outcome.state()).toEqual({
      ...knownFacts(),
      name: 'pending',
      rules: rules(),
      deadline: at('15:30'),
      windows: [window('14:00', '16:00')],
      ballots: [],
      reached: 1,
      level: 1,
      round: 1,
      asked: false,
    });
  });

  it.each([
    ['the deadline, when it comes first', at('15:30'), at('15:30')],
    ['the end of the window, when it comes first', at('16:00') + day, at('16:00')],
    ['both, when they are the same', at('16:00'), at('16:00')],
  ])('can be decided until %s', (_, deadline, until) => {
    expect(given(notThere).when(submit({ deadline }), now).state()).toMatchObject({ deadline: until });
  });
});

describe('the window that is asked for', () => {
  const lead = at('14:00') + MAX_LEAD_MILLIS;

  it.each([
    ['starts now', window('14:00', '16:00')],
    ['starts later', window('15:00', '16:00')],
    ['starts as long ago as clocks may differ', { start: at('14:00') - CLOCK_SKEW_MILLIS, end: at('16:00') }],
    ['starts as late as one may book', { start: lead, end: lead + minutes(60) }],
    ['is one millisecond long', { start: at('15:00'), end: at('15:00') + 1 }],
    ['ends one millisecond from now', { start: at('13:58'), end: at('14:00') + 1 }],
    ['is exactly as long as the group allows', window('14:00', '18:00')],
  ])('%s', (_, asked) => {
    given(notThere)
      .when(submit({ window: asked }), now)
      .recordsOnly('RequestSubmitted');
  });

  it.each([
    ['a start that is past', { start: at('14:00') - CLOCK_SKEW_MILLIS - 1, end: at('16:00') }, 'window.start'],
    ['a start that is too far away', { start: lead + 1, end: lead + minutes(60) }, 'window.start'],
    ['an end before the start', window('16:00', '15:00'), 'window.end'],
    ['an end at the start', window('15:00', '15:00'), 'window.end'],
    ['an end that is now', window('13:58', '14:00'), 'window.end'],
    ['an end that is past', window('13:56', '13:59'), 'window.end'],
  ])('is refused with %s', (_, asked, field) => {
    given(notThere)
      .when(submit({ window: asked }), now)
      .refuses('window-invalid', field);
  });

  it('is refused when it is a millisecond longer than the group allows, and told how long it may be', () => {
    const outcome = given(notThere).when(submit({ window: window('14:00', '18:00:00.001') }), now);

    outcome.refuses('window-too-long', 'window.end');
    expect(outcome.decided).toMatchObject({ refusal: { reason: expect.stringContaining('at most 240 minutes') } });
  });
});
