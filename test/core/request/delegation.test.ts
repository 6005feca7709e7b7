import { describe, expect, it } from 'vitest';
import type { Pending } from '../../../lambdas/core/request/state.ts';
import { shortageOf } from '../../../lambdas/core/request/tally.ts';
import { given } from '../../support/given-when-then.ts';
import {
  aBallot,
  anApproved,
  anEmergency,
  aPending,
  approve,
  context,
  disapprove,
} from '../../support/request-builders.ts';
import { level, rules, window } from '../../support/request-parts.ts';

/** Bruno is absent and named fabio, whom no group names. */
const away = context('14:20', { bruno: { delegate: 'fabio' }, fabio: { named: false } });
const pair = (more: Partial<Pending> = {}) =>
  aPending({ rules: rules({ levels: [level(['bruno', 'carla'], { approvals: 2, disapprovals: 2 })] }), ...more });
const ofFabio = aBallot('fabio', { seat: 'bruno' });

describe('a delegate', () => {
  it('votes in the seat of the absent approver', () => {
    const outcome = given(aPending()).when(approve('fabio'), away);

    outcome.recordsOnly('VoteCast', 'LevelPassed');
    expect(outcome.state()).toMatchObject({ ballots: [{ by: 'fabio', seat: 'bruno', level: 1 }] });
  });

  it('disapproves as well', () => {
    given(aPending()).when(disapprove('fabio'), away).recordsOnly('VoteCast', 'RequestRejected');
  });

  it('has no vote while the approver is there', () => {
    given(aPending())
      .when(approve('fabio'), context('14:20', { fabio: { named: false } }))
      .refuses('not-an-approver');
  });

  it.each([
    ['the approver was disabled', { bruno: { delegate: 'fabio', enabled: false } }],
    ['the approver was removed from the group', { bruno: { delegate: 'fabio', named: false } }],
    ['the delegate was disabled', { bruno: { delegate: 'fabio' }, fabio: { enabled: false } }],
  ])('has no vote when %s', (_, people) => {
    given(aPending()).when(approve('fabio'), context('14:20', people)).refuses('not-an-approver');
  });

  it('is never the requester (E-01), not even for somebody else of the level', () => {
    const asked = context('14:20', { bruno: { delegate: 'ana' } });

    given(aPending()).when(approve('ana'), asked).refuses('no-self-approval');
    given(anApproved())
      .when({ type: 'revoke', by: 'ana', administrator: false, text: 'mine' }, asked)
      .refuses('not-an-approver');
  });

  it('passes nothing on: there is no chain', () => {
    const chain = context('14:20', { bruno: { delegate: 'dora' }, dora: { delegate: 'fabio' } });

    given(aPending()).when(approve('fabio'), chain).refuses('level-not-open');
    given(aPending()).when(approve('dora'), chain).recordsOnly('VoteCast', 'LevelPassed');
  });

  it('does not vote for the seat that the requester has in the level', () => {
    const own = rules({ levels: [level(['ana', 'bruno'])] });

    given(aPending({ rules: own }))
      .when(approve('fabio'), context('14:20', { ana: { delegate: 'fabio' } }))
      .refuses('not-an-approver');
  });

  it('is told which level comes first, as the approver would be', () => {
    given(aPending())
      .when(approve('fabio'), context('14:20', { dora: { delegate: 'fabio' } }))
      .refuses('level-not-open');
  });
});

describe('a seat', () => {
  it('counts once: for the delegate, who came first', () => {
    const outcome = given(pair({ ballots: [ofFabio] })).when(approve('bruno'), away);

    outcome.refuses('seat-taken');
    expect(outcome.decided).toMatchObject({
      refusal: { reason: 'A seat counts once: fabio voted approve for bruno already.' },
    });
    given(pair({ ballots: [ofFabio] }))
      .when(approve('carla'), away)
      .recordsOnly('VoteCast', 'RequestApproved');
  });

  it('counts once: for the absent approver, who may vote and came first', () => {
    given(pair({ ballots: [aBallot('bruno')] }))
      .when(approve('fabio'), away)
      .refuses('seat-taken');
    given(pair({ ballots: [aBallot('bruno', { verdict: 'disapprove' })] }))
      .when(approve('fabio'), away)
      .refuses('seat-taken');
  });

  it('is free again for either when an edit has left its approval behind, and holds one vote after that', () => {
    const edited = pair({ ballots: [ofFabio], windows: [window('14:00', '16:00'), window('15:00', '17:00')] });

    for (const by of ['bruno', 'fabio']) {
      const outcome = given(edited).when(approve(by, { windowVersion: 2 }), away);
      outcome.recordsOnly('VoteCast');
      expect(outcome.state()).toMatchObject({ ballots: [{ by, seat: 'bruno', windowVersion: 2 }] });
    }
  });

  it('is the own one before that of another', () => {
    const outcome = given(pair()).when(approve('carla'), context('14:20', { bruno: { delegate: 'carla' } }));

    expect(outcome.state()).toMatchObject({ ballots: [{ by: 'carla', seat: 'carla' }] });
  });

  it('is one for each person: nobody votes twice in a request, for whomever', () => {
    const both = context('14:20', { bruno: { delegate: 'fabio' }, carla: { delegate: 'fabio' } });
    const once = given(pair()).when(approve('fabio'), both).state();

    expect(once).toMatchObject({ ballots: [{ by: 'fabio', seat: 'bruno' }] });
    given(once).when(approve('fabio'), both).staysQuiet();
    expect(once).toMatchObject({ name: 'pending', ballots: { length: 1 } });
  });

  it('keeps its vote when the delegate changes an approval into a disapproval', () => {
    const outcome = given(pair({ ballots: [ofFabio] })).when(disapprove('fabio'), away);

    outcome.recordsOnly('VoteCast', 'RequestRejected');
    expect(outcome.state()).toMatchObject({ ballots: [{ by: 'fabio', seat: 'bruno', verdict: 'disapprove' }] });
  });
});

describe('who is merely absent', () => {
  it('is no shortage: the person can come back, and may vote meanwhile', () => {
    const gone = context('14:20', { bruno: {}, carla: { delegate: 'fabio' } });

    expect(shortageOf(pair(), 1, gone.people)).toBeUndefined();
    given(pair()).when(approve('carla'), gone).recordsOnly('VoteCast');
  });

  it('leaves the seat to the delegate where he or she has voted in the seat of another', () => {
    const spent = pair({ ballots: [aBallot('carla', { seat: 'bruno' })] });

    expect(shortageOf(spent, 1, context('14:20').people)).toEqual({ missing: 1, left: 0 });
    expect(shortageOf(spent, 1, context('14:20', { carla: { delegate: 'fabio' } }).people)).toBeUndefined();
  });
});

describe('a delegate and an access that was given', () => {
  const revoke = { type: 'revoke', by: 'fabio', administrator: false, text: 'called off' } as const;

  it('may revoke it as the absent approver may', () => {
    given(anApproved()).when(revoke, away).recordsOnly('AccessRevoked');
  });

  it('may revoke what he or she voted for after the absence is over (S-17), unless disabled since', () => {
    const voted = anApproved({ ballots: [ofFabio] });

    given(voted)
      .when(revoke, context('14:20', { fabio: { named: false } }))
      .recordsOnly('AccessRevoked');
    given(voted)
      .when(revoke, context('14:20', { fabio: { named: false, enabled: false } }))
      .refuses('not-an-approver');
  });

  it('disapproves an emergency in the first free seat of any level', () => {
    const twos = rules({
      levels: [level(['bruno'], { disapprovals: 1 }), level(['dora', 'edu'], { disapprovals: 2 })],
    });
    const people = context('14:20', { bruno: { delegate: 'fabio' }, dora: { delegate: 'fabio' } });
    const taken = anEmergency({ rules: twos, ballots: [aBallot('bruno')] });

    given(anEmergency({ rules: twos }))
      .when(disapprove('fabio'), people)
      .recordsOnly('VoteCast', 'AccessRevoked');
    expect(given(taken).when(disapprove('fabio'), people).state()).toMatchObject({
      name: 'emergency',
      ballots: [{ by: 'bruno' }, { by: 'fabio', seat: 'dora', level: 2 }],
    });
  });
});
