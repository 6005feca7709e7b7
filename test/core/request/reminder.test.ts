import { describe, expect, it } from 'vitest';
import { dueAt } from '../../../lambdas/core/request/due.ts';
import { nextReminderAt } from '../../../lambdas/core/request/reminder.ts';
import type { Pending } from '../../../lambdas/core/request/state.ts';
import { given } from '../../support/given-when-then.ts';
import { aBallot, aPending, approve, context } from '../../support/request-builders.ts';
import { at, level, rules, window } from '../../support/request-parts.ts';

const remind = { type: 'remind' } as const;
/** Asked at 14:00, half an hour between; the deadline is far away unless it is said otherwise. */
const asked = (more: Partial<Pending> = {}) =>
  aPending({ askedAt: at('14:00'), deadline: at('23:00'), windows: [window('14:00', '23:30')], ...more });

describe('the next reminder', () => {
  it.each([
    [0, '14:30'],
    [1, '15:30'],
    [2, '17:30'],
    [3, '21:30'],
  ])('after %d of them comes at %s: each pause is double the one before', (reminders, time) => {
    expect(nextReminderAt(asked({ reminders }))).toBe(at(time));
  });

  it('is the first after the level was asked', () => {
    const opened = given(aPending({ asked: false })).when({ type: 'open-level' }, context('14:00'));

    expect(opened.state()).toMatchObject({ askedAt: at('14:00'), reminders: 0 });
    expect(nextReminderAt(opened.state() as Pending)).toBe(at('14:30'));
  });

  it.each([
    ['after five', asked({ reminders: 5, deadline: at('23:00') + 3 * 86_400_000 })],
    ['where the group says PT0S', asked({ rules: rules({ remindAfter: 0 }) })],
    ['for a level that was not asked yet', asked({ asked: false })],
    ['for a level of which nobody knows when it was asked', asked({ askedAt: undefined })],
    ['at the deadline', asked({ deadline: at('14:30') })],
    ['at the end of the window', asked({ windows: [window('14:00', '14:30')] })],
  ])('does not come %s', (_, request) => {
    expect(nextReminderAt(request)).toBeUndefined();
    given(request).when(remind, context('14:30')).staysQuiet();
  });

  it('is when the sweeper looks, where it comes before the deadline', () => {
    expect(dueAt(asked(), at('14:00'))).toBe(at('14:30'));
    expect(dueAt(asked({ deadline: at('14:20') }), at('14:00'))).toBe(at('14:20'));
  });
});

describe('remind', () => {
  it('mails those of the open level who did not vote, from the instant that it is due', () => {
    const two = rules({ levels: [level(['bruno', 'carla', 'edu'], { approvals: 2, disapprovals: 2 })] });
    const outcome = given(
      asked({ rules: two, ballots: [aBallot('bruno', { window: window('14:00', '23:30') })] }),
    ).when(remind, context('14:30'));

    outcome.records({ type: 'ApproversReminded', at: at('14:30'), level: 1, count: 1 });
    expect(outcome.steps()).toEqual([{ kind: 'mail', notice: 'approval-reminder', to: ['carla', 'edu'] }]);
    expect(outcome.state()).toMatchObject({ name: 'pending', reminders: 1 });
    given(asked()).when(remind, context('14:29:59.999')).staysQuiet();
  });

  it('is quiet when it comes twice', () => {
    given(given(asked()).when(remind, context('14:30')).state())
      .when(remind, context('14:30'))
      .staysQuiet();
  });

  it('does not make up for those that were missed', () => {
    given(asked())
      .when(remind, context('18:00'))
      .records({ type: 'ApproversReminded', at: at('18:00'), level: 1, count: 3 });
  });

  it('is never later than a vote could be', () => {
    given(asked({ deadline: at('14:40') }))
      .when(remind, context('14:40'))
      .staysQuiet();
  });

  it('starts anew with the next level', () => {
    const passed = given(asked({ reminders: 2 })).when(approve('bruno', { windowVersion: 1 }));

    expect(passed.state()).toMatchObject({ level: 2, askedAt: undefined, reminders: undefined });
  });
});
