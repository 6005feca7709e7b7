import { describe, expect, it } from 'vitest';
import type { Revoke } from '../../../lambdas/core/request/commands.ts';
import { given } from '../../support/given-when-then.ts';
import { anApproved, anEmergency, aPending, context } from '../../support/request-builders.ts';
import { at, level, rules, window } from '../../support/request-parts.ts';

describe('cancel', () => {
  it('takes a pending request back', () => {
    const outcome = given(aPending()).when({ type: 'cancel', by: 'ana' });

    outcome.records({ type: 'RequestCancelled', at: at('14:20'), by: 'ana' });
    expect(outcome.state()).toMatchObject({ name: 'cancelled', decidedAt: at('14:20') });
  });

  it.each(['bruno', 'fabio'])('is for the requester: not for %s', (by) => {
    given(aPending()).when({ type: 'cancel', by }).refuses('not-the-requester');
  });
});

const revoke = (more: Partial<Revoke> = {}): Revoke => ({
  type: 'revoke',
  by: 'bruno',
  administrator: false,
  text: 'The change was called off.',
  ...more,
});

describe.each([
  ['an approved access', anApproved()],
  ['an emergency access', anEmergency()],
] as const)('%s', (_, state) => {
  it('ends at once when it is revoked, and its user is shown why', () => {
    const outcome = given(state).when(revoke());

    outcome.records({ type: 'AccessRevoked', at: at('14:20'), by: 'bruno', text: 'The change was called off.' });
    expect(outcome.state()).toMatchObject({
      name: 'revoked',
      by: 'bruno',
      text: 'The change was called off.',
      window: window('14:10', '14:20'),
      endedAt: at('14:20'),
    });
  });

  it('T-21: ends after its use, also by a clock that runs behind, so that the password that was seen is changed', () => {
    const used = { ...state, releasedAt: at('14:20') };
    const ended = { name: 'revoked', window: { start: at('14:10'), end: at('14:20') + 1 }, endedAt: at('14:20') + 1 };

    const behind = context('14:09:58');
    expect(given(used).when(revoke(), behind).state()).toMatchObject({ ...ended, name: 'revoked' });
    expect(given(used).when({ type: 'return', by: 'ana' }, behind).state()).toMatchObject({
      ...ended,
      name: 'returned',
    });
  });

  it('ends at once when it is given back', () => {
    const outcome = given(state).when({ type: 'return', by: 'ana' });

    outcome.records({ type: 'AccessReturned', at: at('14:20'), by: 'ana' });
    expect(outcome.state()).toMatchObject({
      name: 'returned',
      window: window('14:10', '14:20'),
      endedAt: at('14:20'),
    });
  });

  it('can be ended until its window is over, and not at its end', () => {
    given(state).when(revoke(), context('15:59:59.999')).recordsOnly('AccessRevoked');
    given(state).when(revoke(), context('16:00')).refuses('access-over');
    given(state).when({ type: 'return', by: 'ana' }, context('15:59:59.999')).recordsOnly('AccessReturned');
    given(state).when({ type: 'return', by: 'ana' }, context('16:00')).refuses('access-over');
  });

  it('is given back by nobody but its requester', () => {
    given(state).when({ type: 'return', by: 'bruno' }).refuses('not-the-requester');
  });

  it.each(['', '  '])('is revoked with a text: %j is none', (text) => {
    given(state).when(revoke({ text })).refuses('reason-required', 'text');
  });

  it.each([
    ['a stranger', 'fabio', {}],
    ['the requester', 'ana', {}],
    ['an approver who is disabled', 'bruno', { bruno: { enabled: false } }],
    ['an approver who was removed', 'bruno', { bruno: { named: false } }],
  ])('is not revoked by %s, unless as an administrator', (_who, by, people) => {
    given(state).when(revoke({ by }), context('14:20', people)).refuses('not-an-approver');
    given(state)
      .when(revoke({ by, administrator: true }), context('14:20', people))
      .recordsOnly('AccessRevoked');
  });

  it('is not revoked by an approver whom the vault does not know any more', () => {
    given(state)
      .when(revoke(), { now: at('14:20'), people: {} })
      .refuses('not-an-approver');
  });

  it('is revoked by an approver of any level', () => {
    given(state)
      .when(revoke({ by: 'edu' }))
      .recordsOnly('AccessRevoked');
  });

  it('remembers whether the password was shown', () => {
    const used = { ...state, releasedAt: at('14:15') };

    expect(given(used).when(revoke()).state()).toMatchObject({ releasedAt: at('14:15') });
    expect(given(used).when({ type: 'return', by: 'ana' }).state()).toMatchObject({ releasedAt: at('14:15') });
  });
});

describe('an access that has not begun', () => {
  const later = anApproved({ window: window('15:00', '16:00') });

  it('can be given back and revoked: no instant of its window is left', () => {
    const returned = given(later).when({ type: 'return', by: 'ana' });
    const revoked = given(later).when(revoke());

    expect(returned.state()).toMatchObject({ window: window('14:20', '14:20'), endedAt: at('14:20') });
    expect(revoked.state()).toMatchObject({ window: window('14:20', '14:20'), endedAt: at('14:20') });
  });
});

describe('a requester whom the group names as an approver', () => {
  it('does not revoke as one', () => {
    const own = anApproved({ rules: rules({ levels: [level(['ana', 'bruno'])] }) });

    given(own)
      .when(revoke({ by: 'ana' }))
      .refuses('not-an-approver');
  });
});
