import { describe, expect, it } from 'vitest';
import { isSessionLive, sessionsOf } from '../../../lambdas/core/request/access.ts';
import type { OpenSession } from '../../../lambdas/core/request/commands.ts';
import { MAX_SESSIONS } from '../../../lambdas/core/request/decide-session.ts';
import type { Session } from '../../../lambdas/core/request/state.ts';
import { given } from '../../support/given-when-then.ts';
import { aGranted, anApproved, anEmergency, anOpenSession, aPending, context } from '../../support/request-builders.ts';
import { at, minutes, sessionPlace } from '../../support/request-parts.ts';

const open = (more: Partial<OpenSession> = {}): OpenSession => ({
  type: 'open-session',
  by: 'ana',
  flags: '110',
  passwordDue: false,
  sessionId: 's1',
  place: sessionPlace,
  lasts: minutes(30),
  ...more,
});

const session = (id: string): Session => ({ id, openedAt: at('14:15'), until: at('16:00'), place: sessionPlace });

describe.each([anApproved(), anEmergency()])('a session under a request that is $name', (state) => {
  it('lasts to the end of the window, and is one of the request', () => {
    const outcome = given(state).when(open());

    outcome.records({
      type: 'SessionOpened',
      at: at('14:20'),
      by: 'ana',
      sessionId: 's1',
      until: at('16:00'),
      place: sessionPlace,
    });
    expect(outcome.state()).toEqual({
      ...state,
      sessions: [{ id: 's1', openedAt: at('14:20'), until: at('16:00'), place: sessionPlace }],
    });
    expect(outcome.steps()).toEqual([]);
  });

  it('is one of many: a second is opened beside the first', () => {
    const outcome = given({ ...state, sessions: [session('s1')] }).when(open({ sessionId: 's2' }));

    expect(sessionsOf(outcome.state()).map(({ id }) => id)).toEqual(['s1', 's2']);
  });

  it('is the same session when it is opened again under its id', () => {
    given({ ...state, sessions: [session('s1')] })
      .when(open())
      .staysQuiet();
  });

  it('is refused from the end of the window on', () => {
    given(state).when(open(), context('15:59:59.999')).recordsOnly('SessionOpened');
    given(state).when(open(), context('16:00')).refuses('access-over');
  });

  it('is refused before the window opens', () => {
    given(state).when(open(), context('14:09:59.999')).refuses('window-not-open');
  });

  it('is still known when the access has ended', () => {
    const used = { ...state, sessions: [session('s1')] };

    expect(sessionsOf(given(used).when({ type: 'return', by: 'ana' }).state())).toEqual([session('s1')]);
    const close = { type: 'close', password: 'changed' } as const;
    expect(sessionsOf(given(used).when(close, context('16:00')).state())).toEqual([session('s1')]);
  });
});

describe('the sessions of a request', () => {
  const sessions = (count: number) => Array.from({ length: count }, (_, index) => session(`s${index + 1}`));

  it(`are ${MAX_SESSIONS} at the most`, () => {
    given(anApproved({ sessions: sessions(MAX_SESSIONS - 1) }))
      .when(open({ sessionId: 'last' }))
      .recordsOnly('SessionOpened');
    given(anApproved({ sessions: sessions(MAX_SESSIONS) }))
      .when(open({ sessionId: 'one too many' }))
      .refuses('too-many-sessions');
  });

  it('are none before one was opened, and none of what does not exist', () => {
    expect(sessionsOf(anApproved())).toEqual([]);
    expect(sessionsOf(aPending())).toEqual([]);
    expect(sessionsOf({ name: 'none' })).toEqual([]);
  });
});

describe('a session', () => {
  const opened = given(anApproved()).when(open()).state();
  const immediate = given(aGranted({ action: 'start_session' }))
    .when(open())
    .state();

  it('is live from its opening to the end of its access, and no longer', () => {
    expect(isSessionLive(opened, 's1', at('15:59:59.999'))).toBe(true);
    expect(isSessionLive(opened, 's1', at('16:00'))).toBe(false);
    expect(isSessionLive(immediate, 's1', at('14:49:59.999'))).toBe(true);
    expect(isSessionLive(immediate, 's1', at('14:50'))).toBe(false);
  });

  it.each([opened, immediate])('is not live once its access was given back ($name)', (state) => {
    const back = given(state).when({ type: 'return', by: 'ana' }, context('14:30')).state();

    expect(isSessionLive(back, 's1', at('14:20'))).toBe(false);
  });

  it('is not live if it was never opened', () => {
    expect(isSessionLive(opened, 's2', at('14:20'))).toBe(false);
    expect(isSessionLive(aPending(), 's1', at('14:20'))).toBe(false);
  });
});

describe('an immediate session', () => {
  const outcome = given(aGranted({ action: 'start_session' })).when(open());

  it('has an end of its own, at which it is closed', () => {
    outcome.records({
      type: 'SessionOpened',
      at: at('14:20'),
      by: 'ana',
      sessionId: 's1',
      until: at('14:50'),
      place: sessionPlace,
    });
    expect(outcome.state()).toMatchObject({
      name: 'granted',
      sessions: [{ id: 's1', openedAt: at('14:20'), until: at('14:50'), place: sessionPlace }],
      use: { window: { start: at('14:20'), end: at('14:50') } },
    });
    expect(outcome.steps()).toEqual([{ kind: 'schedule-close', at: at('14:50') }]);
  });

  it('is the only one: the next needs a new request', () => {
    given(outcome.state())
      .when(open({ sessionId: 's2' }))
      .refuses('already-released');
    given(anOpenSession({ closure: { password: 'changed', confirmedAt: 0, tookMillis: 0 } }))
      .when(open({ sessionId: 's2' }))
      .refuses('already-released');
  });

  it.each<[string, Partial<OpenSession>, string]>([
    ['somebody else', { by: 'bruno' }, 'not-the-requester'],
    ['a decision that denies', { flags: '000' }, 'decision-denies'],
    ['a decision that is stricter now', { flags: '111' }, 'decision-stricter'],
    ['a password that is about to change', { passwordDue: true }, 'credential-changing'],
  ])('is refused to %s', (_, more, rule) => {
    given(aGranted())
      .when(open(more))
      .refuses(rule as 'decision-denies');
  });

  it('is refused to a person who is disabled', () => {
    given(aGranted())
      .when(open(), context('14:20', { ana: { enabled: false } }))
      .refuses('person-disabled');
  });
});
