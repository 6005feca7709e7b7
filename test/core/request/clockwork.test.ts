import { describe, expect, it } from 'vitest';
import { given } from '../../support/given-when-then.ts';
import {
  aClosure,
  anApproved,
  anEmergency,
  anEnded,
  aPending,
  aReturned,
  aRevoked,
  context,
  everyState,
} from '../../support/request-builders.ts';
import { at, window } from '../../support/request-parts.ts';

const open = { type: 'open-level' } as const;

describe('open level', () => {
  it('opens the level that is asked, in its round', () => {
    const outcome = given(aPending({ level: 2, round: 4, asked: false })).when(open);

    outcome.records({ type: 'LevelOpened', at: at('14:20'), level: 2, round: 4 });
    expect(outcome.state()).toMatchObject({ name: 'pending', level: 2, round: 4, asked: true });
  });

  it('is quiet when the same round is asked again: only the token is new', () => {
    given(aPending({ asked: true }))
      .when(open)
      .staysQuiet();
    given(aPending({ asked: true, blocked: { missing: 1, left: 0 } }))
      .when(open, { now: at('14:20'), people: {} })
      .staysQuiet();
  });

  it.each(['approved', 'emergency', 'rejected', 'cancelled', 'lapsed', 'revoked', 'returned', 'ended'] as const)(
    'sends the workflow on its way when the request is %s already, and changes nothing',
    (name) => {
      const outcome = given(everyState[name]).when(open);

      outcome.records({ type: 'WorkflowResumed', at: at('14:20') });
      expect(outcome.state()).toEqual(everyState[name]);
    },
  );
});

describe('lapse', () => {
  it('ends a request that nobody decided, from the deadline on', () => {
    const outcome = given(aPending()).when({ type: 'lapse' }, context('15:30'));

    outcome.records({ type: 'RequestLapsed', at: at('15:30'), deadline: at('15:30') });
    expect(outcome.state()).toMatchObject({ name: 'lapsed', decidedAt: at('15:30') });
    given(aPending())
      .when({ type: 'lapse' }, context('17:00'))
      .records({ type: 'RequestLapsed', at: at('17:00'), deadline: at('15:30') });
  });

  it('waits when a clock runs ahead: one millisecond before the deadline is too early', () => {
    given(aPending()).when({ type: 'lapse' }, context('15:29:59.999')).refuses('not-due-yet');
  });

  it('is quiet when the request was decided meanwhile', () => {
    given(anApproved()).when({ type: 'lapse' }, context('15:30')).staysQuiet();
  });
});

const close = { type: 'close', password: 'changed' } as const;

describe('close', () => {
  it.each([
    ['approved', anApproved()],
    ['emergency', anEmergency()],
  ] as const)('ends an %s access at the end of its window, and says how long that took', (_, state) => {
    const outcome = given({ ...state, releasedAt: at('14:30') }).when(close, context('16:00:05'));

    outcome.records({ type: 'AccessClosed', at: at('16:00:05'), closure: aClosure() });
    expect(outcome.state()).toMatchObject({
      name: 'ended',
      window: window('14:10', '16:00'),
      endedAt: at('16:00'),
      releasedAt: at('14:30'),
      closure: aClosure(),
    });
  });

  it.each([
    ['revoked', aRevoked()],
    ['returned', aReturned()],
  ] as const)('confirms the early end of an access that was %s, which stays that', (name, state) => {
    const outcome = given(state).when(close, context('15:00:02'));

    const closure = aClosure({ confirmedAt: at('15:00:02'), tookMillis: 2_000 });
    outcome.records({ type: 'AccessClosed', at: at('15:00:02'), closure });
    expect(outcome.state()).toEqual({ ...state, name, closure });
  });

  it.each(['changed', 'owed-by-a-later-window', 'not-used'] as const)(
    'records what became of the password: %s',
    (password) => {
      const outcome = given(anApproved()).when({ type: 'close', password }, context('16:00'));

      expect(outcome.state()).toMatchObject({ closure: { password, tookMillis: 0 } });
    },
  );

  it('is refused one millisecond before the end: the workflow waits again', () => {
    for (const state of [anApproved(), anEmergency()])
      given(state).when(close, context('15:59:59.999')).refuses('access-not-over');
    for (const state of [aRevoked(), aReturned()])
      given(state).when(close, context('14:59:59.999')).refuses('access-not-over');
  });

  it('is quiet when it was confirmed before', () => {
    const closure = aClosure();

    for (const state of [anEnded(), aRevoked({ closure }), aReturned({ closure })])
      given(state).when({ type: 'close', password: 'not-used' }, context('16:30')).staysQuiet();
  });
});
