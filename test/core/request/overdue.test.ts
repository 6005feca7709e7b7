import { describe, expect, it } from 'vitest';
import { accessOf } from '../../../lambdas/core/request/access.ts';
import { evolve } from '../../../lambdas/core/request/evolve.ts';
import { passwordDueSince } from '../../../lambdas/core/request/owed-change.ts';
import { quarantineChange } from '../../../lambdas/core/request/quarantine.ts';
import { given } from '../../support/given-when-then.ts';
import {
  aClosure,
  aGranted,
  anApproved,
  aPending,
  aReturned,
  aRevoked,
  context,
  everyState,
} from '../../support/request-builders.ts';
import { at, window } from '../../support/request-parts.ts';

const note = { type: 'note-overdue' } as const;
const lasting = aGranted({ use: { window: window('14:00', '15:00') } });
const noted = { type: 'ChangeOverdue', at: at('16:05'), endedAt: at('16:00') } as const;
const closed = { type: 'AccessClosed', at: at('16:09'), closure: aClosure() } as const;

describe('D-13: an end that is not confirmed', () => {
  it.each([
    ['an approved access', anApproved(), '16:05', '16:00'],
    ['a revoked access', aRevoked(), '15:05', '15:00'],
    ['a returned access', aReturned(), '15:05', '15:00'],
    ['an immediate use that lasts', lasting, '15:05', '15:00'],
  ])('of %s is overdue after five minutes', (_title, state, when, endedAt) => {
    given(state)
      .when(note, context(when))
      .records({ type: 'ChangeOverdue', at: at(when), endedAt: at(endedAt) });
    given(state)
      .when(note, context(at(when) - 1))
      .staysQuiet();
  });

  it.each([
    ['that is confirmed', aRevoked({ closure: aClosure() })],
    ['that was noted already', anApproved({ overdueAt: at('16:05') })],
    ['of a use that has none', aGranted()],
    ['of a request that was never approved', aPending()],
  ])('%s is not noted', (_title, state) => {
    given(state).when(note, context('18:00')).staysQuiet();
  });

  it.each([anApproved(), aRevoked(), lasting])('stays with a request that is $name to the last', (state) => {
    const overdue = evolve(state, noted);
    const over = evolve(overdue, closed);

    expect(over).toMatchObject({ overdueAt: at('16:05') });
    expect(accessOf(over)?.closure).toEqual(aClosure());
  });
});

describe('quarantine', () => {
  const overdue = evolve(anApproved(), noted);

  it('starts with the note and ends with the close', () => {
    expect(quarantineChange([noted], overdue)).toEqual({ kind: 'starts', since: at('16:00') });
    expect(quarantineChange([closed], evolve(overdue, closed))).toEqual({ kind: 'ends' });
  });

  it('is not changed by anything else', () => {
    expect(quarantineChange([closed], evolve(anApproved(), closed))).toBeUndefined();
    expect(quarantineChange([{ type: 'WorkflowResumed', at: at('16:06') }], overdue)).toBeUndefined();
    expect(quarantineChange([], everyState.pending)).toBeUndefined();
  });
});

describe('a change is due', () => {
  it('since the windows that followed each other were over', () => {
    const grant = (requestId: string, start: string, end: string) => ({ requestId, ...window(start, end) });
    const grants = [grant('r1', '14:00', '15:00'), grant('r2', '14:00', '14:30'), grant('r3', '17:00', '18:00')];

    expect(passwordDueSince({ lock: {}, grants }, 3_600_000, at('16:00'))).toBe(at('15:00'));
    expect(passwordDueSince({ lock: {}, grants }, 3_600_000, at('14:29'))).toBeUndefined();
  });
});
