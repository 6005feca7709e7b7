import { describe, expect, it } from 'vitest';
import type { Grant } from '../../../lambdas/core/request/custody.ts';
import {
  type Ending,
  type LockFields,
  lockAfterChange,
  lockAfterClose,
  passwordAtEnd,
  passwordIsDue,
} from '../../../lambdas/core/request/owed-change.ts';
import { at, minutes, window } from '../../support/request-parts.ts';

const grant = (start: string, end: string, requestId = 'other'): Grant => ({ requestId, ...window(start, end) });
const day = minutes(24 * 60);
const isDue = (grants: readonly Grant[], now: string, lock: LockFields = {}, within = day) =>
  passwordIsDue({ lock, grants }, within, at(now));

describe('the change of the password after a window', () => {
  const over = grant('14:00', '15:00', 'over');

  it.each<[string, Grant | undefined, string, boolean]>([
    ['is due when no other window is there', undefined, '15:00', true],
    ['is left to a window that overlaps', grant('14:30', '16:00'), '15:00', false],
    ['is left to a window that holds it', grant('13:00', '16:00'), '15:00', false],
    ['is left to a window that starts at its end: there is no gap', grant('15:00', '16:00'), '15:00', false],
    ['is due before a window that starts one millisecond after its end', grant('15:00:00.001', '16:00'), '15:30', true],
    ['is due in a gap, whatever comes later', grant('15:30', '16:00'), '15:10', true],
    ['is due although a window after a gap is live by now', grant('15:30', '16:00'), '15:40', true],
    ['is due once the window that it was left to is over', grant('14:30', '16:00'), '16:00', true],
    ['is left to it up to its last millisecond', grant('14:30', '16:00'), '15:59:59.999', false],
    ['is due when the other window ended at the same instant', grant('14:30', '15:00'), '15:00', true],
  ])('%s', (_, other, now, due) => {
    expect(isDue(other ? [over, other] : [over], now)).toBe(due);
  });

  it('is not due while the window itself is live or to come', () => {
    expect(isDue([over], '14:59:59.999')).toBe(false);
    expect(isDue([over], '13:00')).toBe(false);
    expect(isDue([], '15:00')).toBe(false);
  });

  it('is left to the last of a chain of windows, each of which began before the one before ended', () => {
    const chain = [over, grant('14:30', '16:00', 'second'), grant('15:30', '17:00', 'third')];

    // The first is closed late, inside the third: that it overlaps the second alone must not change the password now.
    expect(isDue(chain, '16:10')).toBe(false);
    expect(isDue(chain, '17:00')).toBe(true);
  });

  it('is left to the last of a chain whose middle was closed before its beginning', () => {
    const second = grant('14:30', '16:00', 'second');
    const third = grant('15:30', '17:00', 'third');
    const holding = { lock: {}, grants: [over, second, third] };
    const ending = { over: second, asksForChange: true, within: day, now: at('16:00') };

    const lock = lockAfterClose(holding, ending, 'owed-by-a-later-window');

    expect(lock).toMatchObject({ unbroken: window('15:00', '16:00') });
    expect(isDue([over, third], '16:10', lock)).toBe(false);
    expect(isDue([over, third], '17:00', lock)).toBe(true);
    expect(isDue([over, third], '16:10', { ...lock, unbroken: undefined })).toBe(true);
  });

  it('is not owed by a window that was given back before it began: nobody could use it', () => {
    expect(isDue([grant('14:20', '14:20', 'returned')], '14:20')).toBe(false);
  });

  it('is not owed by a window that ended before the last change began', () => {
    expect(isDue([over], '15:10', { changedSince: at('15:00') })).toBe(false);
    expect(isDue([over], '15:10', { changedSince: at('14:59:59.999') })).toBe(true);
  });

  it('is due again for what was put off, once no window is live', () => {
    const lock = { owedSince: at('14:30'), unbroken: window('14:30', '15:10') };

    expect(isDue([grant('15:05', '16:00')], '15:30', lock)).toBe(false);
    expect(isDue([grant('15:20', '16:00')], '15:30', lock)).toBe(true);
    expect(isDue([], '15:30', lock)).toBe(true);
  });
});

describe('a change that is put off', () => {
  const grants = [grant('14:00', '15:00', 'over'), grant('14:30', '18:00')];

  it('is due rotateWithin after the first end, whoever is live then', () => {
    expect(isDue(grants, '15:59:59.999', {}, minutes(60))).toBe(false);
    expect(isDue(grants, '16:00', {}, minutes(60))).toBe(true);
    expect(isDue(grants, '15:00', {}, 0)).toBe(true);
  });

  it('counts from the first of several ends, also when that one is closed', () => {
    const later = [grant('14:00', '15:30', 'second'), grant('14:30', '18:00')];
    const lock = { owedSince: at('15:00'), unbroken: window('15:00', '15:00') };

    expect(isDue(later, '15:59', lock, minutes(60))).toBe(false);
    expect(isDue(later, '16:00', lock, minutes(60))).toBe(true);
  });
});

describe('the close of a grant finds its password', () => {
  const over = grant('14:00', '15:00', 'over');
  const live = grant('14:30', '18:00');
  const find = (lock: LockFields, grants: readonly Grant[], more: Partial<Ending> = {}) =>
    passwordAtEnd({ lock, grants }, { over, asksForChange: true, within: day, now: at('15:00'), ...more });

  it.each<[string, ReturnType<typeof passwordAtEnd>, ReturnType<typeof passwordAtEnd>]>([
    ['to be changed now', find({}, [over]), 'change'],
    ['owed by a window that is live', find({}, [over, live]), 'owed-by-a-later-window'],
    ['not used', find({}, [over], { asksForChange: false }), 'not-used'],
    ['not used, while another still lives', find({}, [over, live], { asksForChange: false }), 'not-used'],
    [
      'to be changed, for one that left it the change',
      find({ owedSince: 1 }, [over], { asksForChange: false }),
      'change',
    ],
    ['changed already since its end', find({ changedSince: at('15:00') }, [over]), 'changed'],
    ['changed before its end, so to be changed again', find({ changedSince: at('14:59') }, [over]), 'change'],
    ['being changed by itself', find({ rotating: 'over' }, [over, live]), 'change'],
    ['being changed by another: look again', find({ rotating: 'another' }, [over, live]), 'changing'],
    ['not used, whoever changes it', find({ rotating: 'another' }, [over], { asksForChange: false }), 'not-used'],
    [
      'not used by what never was live',
      find({ owedSince: at('14:40') }, [live], { over: grant('15:00', '15:00', 'over') }),
      'not-used',
    ],
    [
      'to be changed by what never was live, when it was left the change and nobody comes after it',
      find({ owedSince: at('15:00') }, [], { over: grant('14:59', '14:59', 'over') }),
      'change',
    ],
    [
      'to be changed although the last change began after its own end, when it was left a later one',
      find({ owedSince: at('15:00'), changedSince: at('14:59') }, [], { over: grant('14:30', '14:58', 'over') }),
      'change',
    ],
    [
      'to be changed now, put off for too long',
      find({ owedSince: at('14:00') }, [over, live], { within: minutes(60) }),
      'change',
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toBe(expected);
  });
});

describe('the lock after a close', () => {
  const over = grant('14:00', '15:00', 'over');
  const live = grant('14:30', '18:00');
  const closedLock = (
    lock: LockFields,
    grants: readonly Grant[],
    password: Parameters<typeof lockAfterClose>[2],
    now = '15:01',
  ) => lockAfterClose({ lock, grants }, { over, asksForChange: true, within: minutes(60), now: at(now) }, password);

  it('says since when a change is owed, and by when it is made', () => {
    expect(closedLock({}, [over, live], 'owed-by-a-later-window')).toEqual({
      owedSince: at('15:00'),
      changeBy: at('16:00'),
      unbroken: window('15:00', '15:01'),
    });
  });

  it('keeps the first of several ends', () => {
    const lock = { owedSince: at('14:40'), unbroken: window('14:40', '14:45') };

    expect(closedLock(lock, [over, live], 'owed-by-a-later-window')).toMatchObject({
      owedSince: at('14:40'),
      changeBy: at('15:40'),
      unbroken: window('14:40', '15:01'),
    });
  });

  it('moves back to an earlier end that is closed later', () => {
    const lock = { owedSince: at('15:30'), unbroken: window('15:00', '15:30') };

    expect(closedLock(lock, [over, live], 'owed-by-a-later-window', '15:40')).toMatchObject({ owedSince: at('15:00') });
  });

  it('owes nothing once the password is changed, and knows since when', () => {
    const lock = { rotating: 'over', rotatingSince: at('15:00:30'), owedSince: at('14:40'), changeBy: at('15:40') };

    expect(closedLock(lock, [over], 'change')).toEqual({ changedSince: at('15:00:30') });
  });

  it('is as it was when nothing is owed', () => {
    expect(closedLock({ changedSince: 5 }, [over], 'not-used')).toEqual({ changedSince: 5 });
    expect(closedLock({ changedSince: at('15:00') }, [over, live], 'changed')).toEqual({ changedSince: at('15:00') });
  });

  it('remembers a window that was not used where another that is over is still to be closed', () => {
    const unclosed = grant('13:00', '14:10', 'unclosed');

    expect(closedLock({}, [unclosed, over, live], 'not-used').unbroken).toEqual(window('14:10', '15:01'));
  });

  it('after a change by nobody’s close owes what ended since that change began', () => {
    const lock = { rotating: 'job', rotatingSince: at('15:00'), owedSince: at('13:00'), changeBy: at('15:00') };
    const ended = grant('14:00', '15:02', 'ended');

    expect(lockAfterChange({ lock, grants: [over, live] }, at('15:05'))).toEqual({ changedSince: at('15:00') });
    expect(lockAfterChange({ lock, grants: [ended, live] }, at('15:05'))).toEqual({
      changedSince: at('15:00'),
      unbroken: window('15:02', '15:05'),
    });
  });
});
