import { describe, expect, it } from 'vitest';
import type { UseEmergency } from '../../../lambdas/core/request/commands.ts';
import { given } from '../../support/given-when-then.ts';
import {
  aBallot,
  anEmergency,
  aPending,
  approve,
  context,
  disapprove,
  everyState,
} from '../../support/request-builders.ts';
import { at, level, minutes, rules, window } from '../../support/request-parts.ts';

const use = (more: Partial<UseEmergency> = {}): UseEmergency => ({
  type: 'use-emergency',
  by: 'ana',
  reason: 'orders are lost',
  ...more,
});

describe('emergency access', () => {
  it('starts now, ends as asked, and marks the request for good', () => {
    const outcome = given(aPending()).when(use());

    outcome.records({
      type: 'EmergencyUsed',
      at: at('14:20'),
      by: 'ana',
      mark: { reason: 'orders are lost', at: at('14:20'), review: { dueAt: at('14:20') + minutes(72 * 60) } },
      window: window('14:20', '16:00'),
    });
    expect(outcome.state()).toMatchObject({
      name: 'emergency',
      emergency: { reason: 'orders are lost', at: at('14:20') },
      window: window('14:20', '16:00'),
    });
    const closed = given(outcome.state()).when({ type: 'close', password: 'changed' }, context('16:00'));
    expect(closed.state()).toMatchObject({ name: 'ended', emergency: { reason: 'orders are lost' } });
  });

  it.each([
    ['the asked end, when that comes first', minutes(101), '16:00'],
    ['the asked end, when both are the same', minutes(100), '16:00'],
    ['the longest window of the group from now, when that comes first', minutes(99), '15:59'],
  ])('ends at %s', (_, maxWindow, end) => {
    expect(
      given(aPending({ rules: rules({ maxWindow }) }))
        .when(use())
        .state(),
    ).toMatchObject({
      window: window('14:20', end),
    });
  });

  it('ends by the window as it is now, even where it was to start later', () => {
    const later = aPending({ windows: [window('14:00', '16:00'), window('15:00', '15:20')] });

    expect(given(later).when(use()).state()).toMatchObject({ window: window('14:20', '15:20') });
  });

  it('keeps the votes that were cast', () => {
    const voted = aPending({ level: 2, ballots: [aBallot('bruno')] });

    expect(given(voted).when(use()).state()).toMatchObject({ ballots: [{ by: 'bruno' }] });
  });

  it('may be used although the level is blocked', () => {
    given(aPending({ blocked: { missing: 1, left: 0 } }))
      .when(use())
      .recordsOnly('EmergencyUsed');
  });

  it('is a matter between the requester and the snapshot of the applied group', () => {
    given(aPending())
      .when(use({ by: 'bruno' }))
      .refuses('not-the-requester');
    given(aPending({ rules: rules({ emergency: false }) }))
      .when(use())
      .refuses('emergency-not-allowed');
  });

  it.each(['', '   ', '\n'])('needs a reason of its own: %j is none', (reason) => {
    given(aPending()).when(use({ reason })).refuses('reason-required', 'reason');
  });

  it('is over with the deadline, and with the window', () => {
    const shortened = aPending({ windows: [window('14:00', '15:00')] });

    given(aPending()).when(use(), context('15:29:59.999')).recordsOnly('EmergencyUsed');
    given(aPending()).when(use(), context('15:30')).refuses('deadline-passed');
    given(shortened).when(use(), context('14:59:59.999')).recordsOnly('EmergencyUsed');
    given(shortened).when(use(), context('15:00')).refuses('window-over');
  });

  it.each(['rejected', 'cancelled', 'lapsed', 'revoked', 'returned', 'ended', 'approved'] as const)(
    'is not offered to a request that is %s',
    (name) => {
      given(everyState[name]).when(use()).refuses('already-decided');
    },
  );
});

describe('a disapproval after emergency access', () => {
  it('revokes where one is the quorum: by whom, and with what he or she wrote', () => {
    const outcome = given(anEmergency()).when(disapprove('bruno', { comment: 'no need for it' }));

    outcome.records(expect.objectContaining({ type: 'VoteCast' }), {
      type: 'AccessRevoked',
      at: at('14:20'),
      by: 'bruno',
      text: 'no need for it',
    });
    expect(outcome.state()).toMatchObject({
      name: 'revoked',
      window: window('14:10', '14:20'),
      endedAt: at('14:20'),
      emergency: {},
    });
  });

  it.each([undefined, '', '  '])('tells its user something even where the comment is %j', (comment) => {
    expect(given(anEmergency()).when(disapprove('bruno', { comment })).state()).toMatchObject({
      text: 'The emergency access was disapproved.',
    });
  });

  it('counts from any level, the voter at the first that names him or her', () => {
    const outcome = given(anEmergency()).when(disapprove('edu'));

    outcome.recordsOnly('VoteCast', 'AccessRevoked');
    expect(outcome.state()).toMatchObject({ ballots: [{ by: 'edu', level: 2 }] });
  });

  it('waits for the quorum of its level, and counts what was disapproved while pending', () => {
    const twos = rules({
      levels: [level(['bruno', 'carla'], { disapprovals: 2 }), level(['dora', 'edu'], { disapprovals: 2 })],
    });
    const one = given(anEmergency({ rules: twos })).when(disapprove('bruno'));

    one.recordsOnly('VoteCast');
    given(one.state()).when(disapprove('dora')).recordsOnly('VoteCast');
    given(one.state()).when(disapprove('carla')).recordsOnly('VoteCast', 'AccessRevoked');
    given(anEmergency({ rules: twos, ballots: [aBallot('dora', { level: 2, verdict: 'disapprove' })] }))
      .when(disapprove('edu'))
      .recordsOnly('VoteCast', 'AccessRevoked');
  });

  it('may come from somebody who had approved; a repeat is quiet and there is no way back', () => {
    const twos = rules({ levels: [level(['bruno', 'carla'], { disapprovals: 2 })] });
    const approved = anEmergency({ rules: twos, ballots: [aBallot('bruno')] });
    const turned = given(approved).when(disapprove('bruno'));

    turned.recordsOnly('VoteCast');
    given(approved).when(approve('bruno')).staysQuiet();
    given(turned.state()).when(disapprove('bruno')).staysQuiet();
    given(turned.state()).when(approve('bruno')).refuses('already-voted');
  });

  it('is not a second approval: that is refused, whatever version it is for', () => {
    const edited = anEmergency({
      windows: [window('14:00', '16:00'), window('15:00', '17:00')],
      ballots: [aBallot('bruno')],
    });

    given(edited)
      .when(approve('bruno', { windowVersion: 2 }))
      .refuses('already-voted');
  });

  it('has no effect where it is an approval: it is only recorded', () => {
    const outcome = given(anEmergency()).when(approve('dora'));

    outcome.recordsOnly('VoteCast');
    expect(outcome.state()).toMatchObject({ name: 'emergency', window: window('14:10', '16:00') });
  });
});
