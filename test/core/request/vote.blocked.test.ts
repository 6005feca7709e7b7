import { describe, expect, it } from 'vitest';
import { firstUnmetLevel, levelOf } from '../../../lambdas/core/request/tally.ts';
import { given } from '../../support/given-when-then.ts';
import { aBallot, aPending, approve, context, disapprove } from '../../support/request-builders.ts';
import { at, level, rules, window } from '../../support/request-parts.ts';

const open = { type: 'open-level' } as const;
const opened = { type: 'LevelOpened', at: at('14:20'), level: 1, round: 1 } as const;
const blocked = (missing: number, left: number) =>
  ({ type: 'LevelBlocked', at: at('14:20'), level: 1, missing, left }) as const;
const pair = (approvals: number, approvers = ['bruno', 'carla']) =>
  aPending({ asked: false, rules: rules({ levels: [level(approvers, { approvals, disapprovals: 2 })] }) });

describe('a level that lacks people is reported when it is opened, and stays pending', () => {
  it.each([
    ['all are disabled', { bruno: { enabled: false }, carla: { enabled: false } }, 1, 0],
    ['all were removed from the group', { bruno: { named: false }, carla: { named: false } }, 1, 0],
    ['one is disabled and two must approve', { bruno: { enabled: false } }, 2, 1],
  ])('%s', (_, people, missing, left) => {
    const outcome = given(pair(missing === 2 ? 2 : 1)).when(open, context('14:20', people));

    outcome.records(opened, blocked(missing, left));
    expect(outcome.state()).toMatchObject({ name: 'pending', asked: true, blocked: { missing, left } });
  });

  it('nobody is known to the vault any more', () => {
    given(pair(1))
      .when(open, { now: at('14:20'), people: {} })
      .records(opened, blocked(1, 0));
  });

  it('the requester is the only approver', () => {
    given(pair(1, ['ana']))
      .when(open)
      .records(opened, blocked(1, 0));
  });

  it('the requester is one of two who must approve', () => {
    given(pair(2, ['ana', 'bruno']))
      .when(open)
      .records(opened, blocked(2, 1));
  });

  it('its only approver has voted at the level before', () => {
    const second = aPending({
      asked: false,
      level: 2,
      round: 2,
      rules: rules({ levels: [level(['bruno']), level(['bruno'])] }),
      ballots: [aBallot('bruno')],
    });

    given(second)
      .when(open)
      .records({ ...opened, level: 2, round: 2 }, { ...blocked(1, 0), level: 2 });
  });

  it('but not one that has just enough', () => {
    given(pair(2)).when(open).records(opened);
    given(pair(1))
      .when(open, context('14:20', { bruno: { enabled: false } }))
      .records(opened);
  });
});

describe('a level that turns out to lack people', () => {
  const ofThree = (ballots = [aBallot('edu')]) =>
    aPending({
      rules: rules({ levels: [level(['bruno', 'carla', 'dora', 'edu'], { approvals: 3, disapprovals: 3 })] }),
      ballots,
    });
  const without = (...ids: string[]) => context('14:20', Object.fromEntries(ids.map((id) => [id, { enabled: false }])));

  it('is reported with the vote that shows it, and is not rejected: the people may come back', () => {
    const outcome = given(ofThree()).when(disapprove('bruno'), without('carla'));

    outcome.recordsOnly('VoteCast', 'LevelBlocked');
    expect(outcome.state()).toMatchObject({ name: 'pending', blocked: { missing: 2, left: 1 } });
    given(ofThree()).when(approve('bruno'), without('carla', 'dora')).recordsOnly('VoteCast', 'LevelBlocked');
  });

  it('is reported once', () => {
    const known = { ...ofThree(), blocked: { missing: 2, left: 1 } };

    given(known).when(approve('bruno'), without('carla', 'dora')).recordsOnly('VoteCast');
  });

  it('is never passed by fewer approvals, and is approved when its people are back', () => {
    const stuck = given(ofThree()).when(approve('bruno'), without('carla', 'dora')).state();

    expect(stuck).toMatchObject({ name: 'pending' });
    given(stuck).when(approve('dora')).recordsOnly('VoteCast', 'RequestApproved');
  });

  it('counts the approvals of those who left after they voted', () => {
    given(ofThree([aBallot('edu'), aBallot('dora')]))
      .when(approve('bruno'), without('dora', 'edu', 'carla'))
      .recordsOnly('VoteCast', 'RequestApproved');
    given(ofThree()).when(approve('bruno'), without('edu')).recordsOnly('VoteCast');
  });

  it('needs those again whose approval an edit has left behind', () => {
    const edited = {
      ...ofThree([aBallot('edu'), aBallot('dora')]),
      windows: [window('14:00', '16:00'), window('15:00', '17:00')],
    };
    const seen = { windowVersion: 2 };

    given(edited).when(approve('bruno', seen)).recordsOnly('VoteCast');
    given(edited).when(approve('bruno', seen), without('edu', 'carla')).recordsOnly('VoteCast', 'LevelBlocked');
  });

  it('is told apart from one that votes alone have put out of reach', () => {
    const outcome = given(ofThree([aBallot('edu', { verdict: 'disapprove' })])).when(
      disapprove('bruno'),
      without('carla'),
    );

    outcome.recordsOnly('VoteCast', 'RequestRejected');
  });

  it('lacked them from the beginning, because the requester is one of them: votes alone did not do that', () => {
    const own = rules({ levels: [level(['ana', 'bruno'], { approvals: 2, disapprovals: 2 })] });

    given(aPending({ rules: own }))
      .when(disapprove('bruno'))
      .recordsOnly('VoteCast', 'LevelBlocked');
  });

  it('is no longer called blocked once the next level is asked', () => {
    const stuck = { ...aPending(), blocked: { missing: 1, left: 0 } };

    expect(given(stuck).when(approve('bruno')).state()).toMatchObject({ level: 2, blocked: undefined });
  });
});

describe('a level that is looked at again', () => {
  const recheck = { type: 'recheck' } as const;
  const stuck = aPending({ blocked: { missing: 1, left: 0 } });
  const nobody = { now: at('14:20'), people: {} };

  it('is reported when its people left without a vote, and once only', () => {
    given(aPending()).when(recheck, nobody).records(blocked(1, 0));
    given(stuck).when(recheck, nobody).staysQuiet();
  });

  it('is reported again when enough people are back, and is no longer called blocked', () => {
    const outcome = given(stuck).when(recheck);

    outcome.records({ type: 'LevelUnblocked', at: at('14:20'), level: 1 });
    expect(outcome.state()).toMatchObject({ name: 'pending', blocked: undefined });
    expect(outcome.steps()).toEqual([{ kind: 'mail', notice: 'level-unblocked', to: 'administrators' }]);
  });

  it('is reported with a vote as well, where the vote leaves it open', () => {
    const two = rules({ levels: [level(['bruno', 'carla', 'dora'], { approvals: 2, disapprovals: 2 })] });

    given(aPending({ rules: two, blocked: { missing: 2, left: 1 } }))
      .when(approve('bruno'))
      .recordsOnly('VoteCast', 'LevelUnblocked');
  });

  it('is left alone while it has enough, or was not asked yet', () => {
    given(aPending()).when(recheck).staysQuiet();
    given(aPending({ asked: false }))
      .when(recheck, nobody)
      .staysQuiet();
  });
});

describe('levels that are not there', () => {
  it('are a fault of ours, never met', () => {
    expect(() => levelOf(aPending(), 3)).toThrow('the request has no level 3');
    expect(() => levelOf(aPending(), 0)).toThrow('the request has no level 0');
  });

  it('let nobody approve a request that has none at all', () => {
    const none = aPending({ rules: rules({ levels: [] }) });

    expect(firstUnmetLevel(none)).toBeUndefined();
    given(none).when(approve('bruno')).refuses('not-an-approver');
  });
});
