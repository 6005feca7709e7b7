import { describe, expect, it } from 'vitest';
import type { Pending } from '../../../lambdas/core/request/state.ts';
import { given } from '../../support/given-when-then.ts';
import { aBallot, aPending, approve, context, disapprove } from '../../support/request-builders.ts';
import { at, level, rules, window } from '../../support/request-parts.ts';

const people = ['bruno', 'carla', 'dora', 'edu'];
const pool = (approvals: number, disapprovals = 1, ballots: Pending['ballots'] = []) =>
  aPending({ rules: rules({ levels: [level(people, { approvals, disapprovals })] }), ballots });
const no = (by: string) => aBallot(by, { verdict: 'disapprove' });

describe('the quorum of a level', () => {
  it.each([1, 2, 3, 4])('of %d approvals is met by the last of them and not before', (quorum) => {
    const voters = people.slice(0, quorum);
    const last = voters.at(-1) ?? '';
    let request = pool(quorum);

    for (const by of voters.slice(0, -1)) {
      const outcome = given(request).when(approve(by));
      outcome.recordsOnly('VoteCast');
      request = outcome.state() as Pending;
    }

    given(request).when(approve(last)).recordsOnly('VoteCast', 'RequestApproved');
  });

  it('is not met by approvals of another level', () => {
    const second = aPending({
      level: 2,
      rules: rules({ levels: [level(['bruno', 'carla']), level(['dora', 'edu'], { approvals: 2 })] }),
      ballots: [aBallot('bruno')],
    });

    given(second).when(approve('dora')).recordsOnly('VoteCast');
  });

  it('opens the next level, and the last level approves', () => {
    const first = given(aPending()).when(approve('carla'));
    const second = given(first.state()).when(approve('dora'), context('14:30'));

    first.recordsOnly('VoteCast', 'LevelPassed');
    second.recordsOnly('VoteCast', 'RequestApproved');
    expect(second.state()).toMatchObject({ name: 'approved', window: window('14:30', '16:00') });
  });

  it('of a pool counts everybody alike, in any order', () => {
    for (const [one, other] of [
      ['edu', 'bruno'],
      ['carla', 'dora'],
    ] as const)
      given(pool(2, 1, [aBallot(one)]))
        .when(approve(other))
        .recordsOnly('VoteCast', 'RequestApproved');
  });
});

describe('the window of an approved request', () => {
  it.each([
    ['starts at the approval where that is later than asked', '14:00', '14:20'],
    ['starts as asked where that is later than the approval', '15:00', '15:00'],
    ['starts as asked where both are the same', '14:20', '14:20'],
  ])('%s; its end stays', (_, asked, start) => {
    const request = { ...pool(1), windows: [window(asked, '16:00')] };

    given(request)
      .when(approve('bruno'))
      .records(expect.objectContaining({ type: 'VoteCast' }), {
        type: 'RequestApproved',
        at: at('14:20'),
        window: window(start, '16:00'),
      });
  });
});

describe('the disapproval quorum of a level', () => {
  it('of one ends the request at once', () => {
    const outcome = given(aPending()).when(disapprove('bruno', { comment: 'not today' }));

    outcome.records(expect.objectContaining({ type: 'VoteCast' }), {
      type: 'RequestRejected',
      at: at('14:20'),
      level: 1,
      why: 'disapproved',
    });
    expect(outcome.state()).toMatchObject({ name: 'rejected', why: 'disapproved', decidedAt: at('14:20') });
  });

  it('of several leaves the request pending until the last of them', () => {
    given(pool(1, 3, [no('bruno')]))
      .when(disapprove('carla'))
      .recordsOnly('VoteCast');
    given(pool(1, 3, [no('bruno'), no('carla')]))
      .when(disapprove('dora'))
      .recordsOnly('VoteCast', 'RequestRejected');
  });

  it('is that of the level: disapprovals of another level do not count', () => {
    const second = aPending({
      level: 2,
      rules: rules({ levels: [level(['bruno', 'carla'], { disapprovals: 2 }), level(['dora', 'edu'])] }),
      ballots: [no('bruno'), aBallot('carla')],
    });

    expect(given(second).when(disapprove('dora')).state()).toMatchObject({ name: 'rejected', why: 'disapproved' });
    given(second).when(approve('dora')).recordsOnly('VoteCast', 'RequestApproved');
  });

  it('counts a disapproval that was cast for an older window', () => {
    const edited = { ...pool(1, 2, [no('bruno')]), windows: [window('14:00', '16:00'), window('15:00', '17:00')] };

    given(edited)
      .when(disapprove('carla', { windowVersion: 1 }))
      .recordsOnly('VoteCast', 'RequestRejected');
  });

  it('does not stand in the way of enough approvals', () => {
    given(pool(2, 2, [no('bruno'), aBallot('carla')]))
      .when(approve('dora'))
      .recordsOnly('VoteCast', 'RequestApproved');
  });
});

describe('a quorum that votes have put out of reach', () => {
  it.each([
    [2, ['bruno', 'carla'], 'dora'],
    [3, ['bruno'], 'carla'],
    [4, [], 'bruno'],
  ])('of %d of four rejects at once: %j and then %s disapproved', (approvals, before, by) => {
    given(pool(approvals, 4, before.map(no)))
      .when(disapprove(by))
      .records(expect.objectContaining({ type: 'VoteCast' }), {
        type: 'RequestRejected',
        at: at('14:20'),
        level: 1,
        why: 'quorum-unreachable',
      });
  });

  it('is in reach while exactly enough people are left', () => {
    given(pool(2, 4, [no('bruno')]))
      .when(disapprove('carla'))
      .recordsOnly('VoteCast');
  });

  it('is out of reach by a change of mind as well', () => {
    given(pool(4, 4, [aBallot('bruno')]))
      .when(disapprove('bruno'))
      .recordsOnly('VoteCast', 'RequestRejected');
  });

  it('does not count the requester among those who are left', () => {
    const own = rules({ levels: [level(['ana', 'bruno', 'carla'], { approvals: 2, disapprovals: 2 })] });

    given(aPending({ rules: own }))
      .when(disapprove('bruno'))
      .recordsOnly('VoteCast', 'RequestRejected');
  });
});

describe('mission Q17: a clock that starts at the approval', () => {
  const own = rules({ levels: [level(['bruno'])], clockStarts: 'approval' });
  const given15 = (start: string, now: string) =>
    given(aPending({ rules: own, windows: [window(start, '16:00')] }))
      .when(approve('bruno'), context(now))
      .state();

  it('gives as much time as was approved, from the approval on', () => {
    expect(given15('14:00', '15:00')).toMatchObject({ name: 'approved', window: window('15:00', '17:00') });
  });

  it('gives it as it was asked for where the approval comes before its start', () => {
    expect(given15('15:00', '14:30')).toMatchObject({ window: window('15:00', '16:00') });
    expect(given15('15:00', '15:00:00.001')).toMatchObject({ window: window('15:00:00.001', '16:00:00.001') });
  });

  it('is the default of nobody: a window ends as it was approved', () => {
    const request = aPending({ rules: rules({ levels: [level(['bruno'])] }) });

    expect(given(request).when(approve('bruno'), context('15:00')).state()).toMatchObject({
      window: window('15:00', '16:00'),
    });
  });
});
