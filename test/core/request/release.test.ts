import { describe, expect, it } from 'vitest';
import type { Release } from '../../../lambdas/core/request/commands.ts';
import { given } from '../../support/given-when-then.ts';
import { aGranted, anApproved, anEmergency, context } from '../../support/request-builders.ts';
import { at, window } from '../../support/request-parts.ts';

const release = (more: Partial<Release> = {}): Release => ({
  type: 'release',
  by: 'ana',
  flags: '110',
  passwordDue: false,
  ...more,
});

const usable = [
  ['granted', aGranted()],
  ['approved', anApproved()],
  ['emergency', anEmergency()],
] as const;

describe.each(usable)('the release of a request that is %s', (name, state) => {
  it('is recorded, with who saw the password', () => {
    const outcome = given(state).when(release());

    outcome.records({ type: 'PasswordReleased', at: at('14:20'), by: 'ana' });
    expect(outcome.state()).toEqual({ ...state, name, releasedAt: at('14:20') });
  });

  it.each(['bruno', 'fabio'])('is for its requester: not for %s', (by) => {
    given(state).when(release({ by })).refuses('not-the-requester');
  });

  it('is refused to a person who is disabled or gone', () => {
    given(state)
      .when(release(), context('14:20', { ana: { enabled: false } }))
      .refuses('person-disabled');
    given(state)
      .when(release(), { now: at('14:20'), people: {} })
      .refuses('person-disabled');
  });

  it('asks no group to name the requester: that is for approvers', () => {
    given(state)
      .when(release(), context('14:20', { ana: { named: false } }))
      .recordsOnly('PasswordReleased');
  });

  it('is refused when the decision computed anew denies', () => {
    given(state)
      .when(release({ flags: '000' }))
      .refuses('decision-denies');
  });

  it('is refused while the password is about to be changed', () => {
    given(state)
      .when(release({ passwordDue: true }))
      .refuses('credential-changing');
    expect(given(state).when(release({ passwordDue: true, dueSince: at('14:00') })).decided).toMatchObject({
      refusal: { reason: expect.stringContaining('since 2026-11-24T14:00:00.000Z') },
    });
  });

  it('T-21: is refused from the instant on from which the change is due, by the clock of the decision', () => {
    const command = release({ dueSince: at('14:20') });
    given(state).when(command, context('14:20')).refuses('credential-changing');
    given(state)
      .when(command, context(at('14:20') - 1))
      .recordsOnly('PasswordReleased');
  });

  it('is refused where no secret is stored, after all that forbids it', () => {
    given(state)
      .when(release({ secretMissing: true }))
      .refuses('secret-missing');
    given(state)
      .when(release({ secretMissing: true, by: 'bruno' }))
      .refuses('not-the-requester');
  });
});

describe('the decision computed anew', () => {
  const flags = ['100', '110', '111'] as const;
  const cases = flags.flatMap((given) => flags.map((anew) => [given, anew, anew <= given] as const));

  it.each(cases)('given under %s and now %s: released is %s', (under, anew, released) => {
    const outcome = given(aGranted({ restrictionCode: `1${under}0045` })).when(release({ flags: anew }));

    if (released) outcome.recordsOnly('PasswordReleased');
    else outcome.refuses('decision-stricter');
  });

  it('is compared by its flags alone, not by the group that gives them', () => {
    given(aGranted({ restrictionCode: '11000001' }))
      .when(release({ flags: '110' }))
      .refuses('decision-stricter');
    given(aGranted({ restrictionCode: '11009999' }))
      .when(release({ flags: '100' }))
      .recordsOnly('PasswordReleased');
  });

  it('of an approval is as strict as it gets', () => {
    given(anApproved())
      .when(release({ flags: '111' }))
      .recordsOnly('PasswordReleased');
    given(anEmergency())
      .when(release({ flags: '111' }))
      .recordsOnly('PasswordReleased');
  });
});

describe('the window at the point of use', () => {
  it.each([
    ['14:59:59.999', 'window-not-open'],
    ['15:00', undefined],
    ['15:59:59.999', undefined],
    ['16:00', 'access-over'],
    ['23:00', 'access-over'],
  ] as const)('15:00 to 16:00, at %s: %s', (now, rule) => {
    for (const state of [anApproved(), anEmergency()]) {
      const outcome = given({ ...state, window: window('15:00', '16:00') }).when(release(), context(now));
      if (rule) outcome.refuses(rule);
      else outcome.recordsOnly('PasswordReleased');
    }
  });

  it('tells a person who comes early when it opens', () => {
    const outcome = given(anApproved({ window: window('15:00', '16:00') })).when(release());

    expect(outcome.decided).toMatchObject({ refusal: { reason: expect.stringContaining('2026-11-24T15:00:00.000Z') } });
  });

  it('allows any number of releases, and remembers the first', () => {
    const again = given(anApproved({ releasedAt: at('14:15') })).when(release());

    again.recordsOnly('PasswordReleased');
    expect(again.state()).toMatchObject({ releasedAt: at('14:15') });
  });
});

describe('an immediate use', () => {
  it('is good for one release, and spent then', () => {
    const first = given(aGranted()).when(release());

    first.recordsOnly('PasswordReleased');
    given(first.state()).when(release(), context('14:20:00.001')).refuses('already-released');
  });
});

describe('what a refusal says first', () => {
  it('is who asks, then when, then what the rules say now', () => {
    const over = context('16:00', { ana: { enabled: false } });

    given(anApproved())
      .when(release({ by: 'bruno', flags: '000' }), over)
      .refuses('not-the-requester');
    given(anApproved())
      .when(release({ flags: '000' }), over)
      .refuses('person-disabled');
    given(anApproved())
      .when(release({ flags: '000' }), context('16:00'))
      .refuses('access-over');
    given(aGranted())
      .when(release({ flags: '000', passwordDue: true }))
      .refuses('decision-denies');
    given(aGranted())
      .when(release({ flags: '111', passwordDue: true }))
      .refuses('decision-stricter');
  });
});
