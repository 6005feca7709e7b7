import { describe, expect, it } from 'vitest';
import type { Extend } from '../../../lambdas/core/request/commands.ts';
import { grantChange, grantOf } from '../../../lambdas/core/request/custody.ts';
import type { Approved, Session } from '../../../lambdas/core/request/state.ts';
import { given } from '../../support/given-when-then.ts';
import { aBallot, anApproved, anEmergency, aPending, approve, context } from '../../support/request-builders.ts';
import { at, facts, sessionPlace, window } from '../../support/request-parts.ts';

const extension = '01KATZ9B00TESTREQUEST00002';
const extend = (until: string): Extend => ({ type: 'extend', extension, until: at(until) });
const session: Session = { id: 's1', openedAt: at('14:15'), until: at('16:00'), place: sessionPlace };

describe('an access that goes on', () => {
  it('ends later, by the request that was approved for it', () => {
    const outcome = given(anApproved()).when(extend('17:00'), context('15:00'));

    outcome.records({ type: 'AccessExtended', at: at('15:00'), extension, until: at('17:00') });
    expect(outcome.state()).toMatchObject({ name: 'approved', window: window('14:10', '17:00') });
    expect(outcome.steps()).toEqual([]);
  });

  it('takes its sessions along', () => {
    const outcome = given(anApproved({ sessions: [session] })).when(extend('17:00'), context('15:00'));

    expect(outcome.state()).toMatchObject({ sessions: [{ id: 's1', openedAt: at('14:15'), until: at('17:00') }] });
    expect(outcome.steps()).toEqual([{ kind: 'extend-sessions' }]);
  });

  it('moves its grant on the credential', () => {
    const outcome = given(anApproved()).when(extend('17:00'), context('15:00'));
    const event = { type: 'AccessExtended', at: at('15:00'), extension, until: at('17:00') } as const;

    expect(grantChange(event, anApproved(), outcome.state())).toEqual({
      remove: grantOf(anApproved()),
      put: { requestId: facts().id, ...window('14:10', '17:00') },
    });
  });

  it.each(['15:30', '16:00'])('never ends sooner: until %s changes nothing', (until) => {
    given(anApproved()).when(extend(until), context('15:00')).staysQuiet();
  });

  it('is not brought back from its end on', () => {
    given(anApproved()).when(extend('17:00'), context('15:59:59.999')).recordsOnly('AccessExtended');
    given(anApproved()).when(extend('17:00'), context('16:00')).refuses('access-over');
  });
});

describe('an approved extension', () => {
  const revoke = { type: 'revoke', by: 'bruno', administrator: false, text: 'called off' } as const;
  const giveBack = { type: 'return', by: 'ana' } as const;

  it('is not revoked or given back: the access that it carries on is', () => {
    const extension = anApproved({ ...facts({ extends: 'the first' }), window: window('16:00', '16:00') });

    for (const end of [revoke, giveBack]) given(extension).when(end, context('14:20')).refuses('not-in-use');
  });

  it('has an access of its own where its requester did not wait, and used the emergency', () => {
    const urgent = anEmergency(facts({ extends: 'the first' }));

    for (const end of [revoke, giveBack])
      expect(given(urgent).when(end, context('14:20')).state().name).toMatch(/^(revoked|returned)$/);
  });
});

describe('the request that carries another on', () => {
  const last = aPending({ ...facts({ extends: 'the first' }), level: 2, ballots: [aBallot('bruno')] });

  it('does so when it is approved', () => {
    const outcome = given(last).when(approve('dora'));

    expect(outcome.steps()).toContainEqual({ kind: 'extend-access', grant: 'the first', until: at('16:00') });
    expect((outcome.state() as Approved).extends).toBe('the first');
  });

  it('is like every other: one that carries nothing on has no such step', () => {
    const plain = given({ ...last, extends: undefined }).when(approve('dora'));

    expect(plain.steps().map(({ kind }) => kind)).not.toContain('extend-access');
  });
});
