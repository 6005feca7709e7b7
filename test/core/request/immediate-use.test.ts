import { describe, expect, it } from 'vitest';
import { accessOf, wasUsed } from '../../../lambdas/core/request/access.ts';
import type { Release } from '../../../lambdas/core/request/commands.ts';
import { grantOf } from '../../../lambdas/core/request/custody.ts';
import { given } from '../../support/given-when-then.ts';
import {
  aClosure,
  aGranted,
  anApproved,
  anOpenSession,
  aPending,
  context,
  everyState,
} from '../../support/request-builders.ts';
import { at, facts, minutes, window } from '../../support/request-parts.ts';

const release = (lasts?: number): Release => ({ type: 'release', by: 'ana', flags: '110', passwordDue: false, lasts });
const revoke = { type: 'revoke', by: 'gil', administrator: true, text: 'called off' } as const;
const giveBack = { type: 'return', by: 'ana' } as const;
const close = { type: 'close', password: 'changed' } as const;

describe('a password that is shown at once', () => {
  it('is the end of the use where the credential has no time after which it is changed', () => {
    const outcome = given(aGranted()).when(release());

    expect(outcome.state()).toEqual(aGranted({ releasedAt: at('14:20') }));
    expect(accessOf(outcome.state())).toBeUndefined();
    expect(outcome.steps()).toEqual([]);
  });

  it('opens a use that ends that long afterwards (policy.md, rotateAfterUse)', () => {
    const outcome = given(aGranted()).when(release(minutes(10)));

    outcome.records({ type: 'PasswordReleased', at: at('14:20'), by: 'ana', until: at('14:30') });
    expect(outcome.state()).toMatchObject({ releasedAt: at('14:20'), use: { window: window('14:20', '14:30') } });
    expect(grantOf(outcome.state())).toEqual({ requestId: facts().id, ...window('14:20', '14:30') });
    expect(outcome.steps()).toEqual([{ kind: 'schedule-close', at: at('14:30') }]);
    given(outcome.state())
      .when(release(minutes(10)))
      .refuses('already-released');
  });

  it('lasts at least the instant of its release', () => {
    expect(accessOf(given(aGranted()).when(release(0)).state())).toEqual({
      window: { start: at('14:20'), end: at('14:20') + 1 },
    });
  });

  it('inside a window changes nothing about its end', () => {
    const outcome = given(anApproved()).when(release(minutes(10)));

    outcome.records({ type: 'PasswordReleased', at: at('14:20'), by: 'ana' });
    expect(outcome.steps()).toEqual([]);
  });
});

describe('an immediate use that does not begin', () => {
  const granted = given({ name: 'none' })
    .when({ type: 'submit', facts: facts({ restrictionCode: '11100045' }), usableUntil: at('15:00') }, context('14:00'))
    .state();

  it('is good up to its last millisecond, and then no more', () => {
    expect(granted).toMatchObject({ name: 'granted', usableUntil: at('15:00') });
    given(granted).when(release(), context('14:59:59.999')).recordsOnly('PasswordReleased');
    given(granted).when(release(), context('15:00')).refuses('use-too-late');
    given(granted)
      .when(
        { ...release(), type: 'open-session', sessionId: 's1', place: { secret: 's', node: 'n' }, lasts: 1 },
        context('15:00'),
      )
      .refuses('use-too-late');
  });

  it('lasts as long as it does once it has begun', () => {
    const used = given(granted)
      .when(release(minutes(60)), context('14:59'))
      .state();

    expect(accessOf(used)).toMatchObject({ window: window('14:59', '15:59') });
  });
});

describe('an immediate use that lasts', () => {
  it('is revoked by an administrator, and its user is told the text', () => {
    const outcome = given(anOpenSession()).when(revoke);

    outcome.records({ type: 'AccessRevoked', at: at('14:20'), by: 'gil', text: 'called off' });
    expect(outcome.state()).toMatchObject({
      name: 'granted',
      use: { window: window('14:10', '14:20'), endedAt: at('14:20'), revoked: { by: 'gil', text: 'called off' } },
    });
    expect(outcome.steps()).toEqual([{ kind: 'start-close' }, { kind: 'mail', notice: 'access-revoked', to: ['ana'] }]);
    given(outcome.state()).when(revoke).staysQuiet();
    given(outcome.state()).when(giveBack).refuses('access-over');
  });

  it.each(['bruno', 'ana'])('is not revoked by %s: it has no approvers', (by) => {
    given(anOpenSession())
      .when({ ...revoke, by, administrator: false })
      .refuses('not-an-approver');
  });

  it('is given back by its requester, who is told nothing new', () => {
    const outcome = given(anOpenSession()).when(giveBack);

    expect(outcome.state()).toMatchObject({ use: { window: window('14:10', '14:20'), endedAt: at('14:20') } });
    expect(outcome.steps()).toEqual([{ kind: 'start-close' }]);
    given(outcome.state()).when(giveBack).staysQuiet();
    given(outcome.state()).when(revoke).refuses('access-over');
    given(anOpenSession())
      .when({ ...giveBack, by: 'bruno' })
      .refuses('not-the-requester');
  });

  it.each([revoke, giveBack])('cannot be ended early from its end on: $type', (command) => {
    given(anOpenSession()).when(command, context('15:59:59.999')).state();
    given(anOpenSession()).when(command, context('16:00')).refuses('access-over');
  });

  it('is closed at its end, not before, and once', () => {
    given(anOpenSession()).when(close, context('15:59:59.999')).refuses('access-not-over');
    const closed = given(anOpenSession()).when(close, context('16:00:02'));

    expect(closed.state()).toMatchObject({
      name: 'granted',
      use: { endedAt: at('16:00'), closure: { password: 'changed', confirmedAt: at('16:00:02'), tookMillis: 2000 } },
    });
    given(closed.state()).when(close, context('16:01')).staysQuiet();
    given(closed.state()).when(revoke, context('16:01')).refuses('access-over');
  });

  it('is closed as soon as it was ended early', () => {
    const returned = given(anOpenSession()).when(giveBack).state();

    expect(given(returned).when(close, context('14:20:03')).state()).toMatchObject({
      use: { endedAt: at('14:20'), closure: { tookMillis: 3000 } },
    });
  });

  it('has nothing to end before it began, nor when it has no end', () => {
    for (const granted of [aGranted(), aGranted({ releasedAt: at('14:10') })]) {
      given(granted).when(revoke).refuses('not-in-use');
      given(granted).when(giveBack).refuses('not-in-use');
      given(granted).when(close).refuses('nothing-to-close');
    }
  });
});

describe('what was done with an access', () => {
  it.each([
    ['nothing', anApproved(), false],
    ['its password was shown', anApproved({ releasedAt: at('14:20') }), true],
    ['a session was opened', anOpenSession(), true],
    ['nothing: it was never given', aPending(), false],
  ])('%s', (_, request, used) => {
    expect(wasUsed(request)).toBe(used);
  });

  it('is an access in every state that opened one', () => {
    const names = Object.values(everyState).filter(accessOf);

    expect(names.map(({ name }) => name)).toEqual(['approved', 'emergency', 'revoked', 'returned', 'ended']);
    expect(accessOf(anOpenSession({ closure: aClosure() }))).toMatchObject({ closure: aClosure() });
  });
});
