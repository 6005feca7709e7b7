import { describe, expect, it } from 'vitest';
import { handledBy } from '../../../lambdas/core/request/handled-by.ts';
import { given } from '../../support/given-when-then.ts';
import {
  aBallot,
  anApproved,
  anEmergency,
  aPending,
  approve,
  context,
  disapprove,
  everyState,
} from '../../support/request-builders.ts';
import { at, level, rules, window } from '../../support/request-parts.ts';

describe('who votes', () => {
  it('is recorded with verdict, comment, channel and the window that was seen; the evidence stays in the event', () => {
    const command = approve('bruno', { comment: 'go ahead', channel: 'mail', evidence: { messageId: 'm-1' } });
    const outcome = given(aPending()).when(command);

    const ballot = aBallot('bruno', { at: at('14:20'), comment: 'go ahead', channel: 'mail' });
    outcome.records(
      { type: 'VoteCast', at: at('14:20'), ballot, evidence: { messageId: 'm-1' } },
      { type: 'LevelPassed', at: at('14:20'), level: 1, next: 2 },
    );
    expect(outcome.state()).toMatchObject({ ballots: [ballot], level: 2, reached: 2, round: 2, asked: false });
    expect(outcome.state()).not.toHaveProperty('evidence');
  });

  it.each([approve('ana'), disapprove('ana')])('is never the requester: $verdict', (command) => {
    const own = rules({ levels: [level(['ana', 'bruno'])] });

    given(aPending()).when(command).refuses('no-self-approval');
    given(aPending({ rules: own }))
      .when(command)
      .refuses('no-self-approval');
    given(anEmergency({ rules: own }))
      .when(command)
      .refuses('no-self-approval');
  });

  it('is told that own requests are not approved before anything else is looked at', () => {
    const command = approve('ana', { windowVersion: 99 });

    given(aPending())
      .when(command, context('23:00', { ana: { enabled: false } }))
      .refuses('no-self-approval');
  });

  it.each([
    ['not named by the request', 'fabio', {}],
    ['unknown to the policy', 'nobody', {}],
    ['disabled', 'bruno', { bruno: { enabled: false } }],
    ['no longer named by the group', 'bruno', { bruno: { named: false } }],
  ])('is an approver: not a person who is %s', (_, by, people) => {
    for (const state of [aPending(), anEmergency()]) {
      given(state).when(approve(by), context('14:20', people)).refuses('not-an-approver');
      given(state).when(disapprove(by), context('14:20', people)).refuses('not-an-approver');
    }
  });

  it('is an approver: not somebody whom the vault does not know any more', () => {
    given(aPending())
      .when(approve('bruno'), { now: at('14:20'), people: {} })
      .refuses('not-an-approver');
  });
});

describe('when a vote comes', () => {
  it('counts one millisecond before the deadline, and not at it, whether or not a timer fired', () => {
    given(aPending()).when(approve('bruno'), context('15:29:59.999')).recordsOnly('VoteCast', 'LevelPassed');
    given(aPending()).when(approve('bruno'), context('15:30')).refuses('deadline-passed');
    given(aPending()).when(disapprove('bruno'), context('15:30')).refuses('deadline-passed');
  });

  it('counts until the window as it is now ends, even where the deadline is later', () => {
    const shortened = aPending({ windows: [window('14:00', '16:00'), window('14:00', '15:00')] });

    given(shortened)
      .when(approve('bruno', { windowVersion: 2 }), context('14:59:59.999'))
      .recordsOnly('VoteCast', 'LevelPassed');
    given(shortened)
      .when(approve('bruno', { windowVersion: 2 }), context('15:00'))
      .refuses('window-over');
  });

  it('counts in an emergency until the access ends', () => {
    given(anEmergency()).when(disapprove('bruno'), context('15:59:59.999')).recordsOnly('VoteCast', 'AccessRevoked');
    given(anEmergency()).when(disapprove('bruno'), context('16:00')).refuses('window-over');
  });
});

describe('the level of a vote', () => {
  const three = rules({ levels: [level(['bruno']), level(['carla']), level(['dora', 'bruno'])] });

  it('is the one that is open: not one that comes later', () => {
    given(aPending()).when(approve('dora')).refuses('level-not-open');
    given(aPending()).when(disapprove('dora')).refuses('level-not-open');
  });

  it('is the one that is open: not one that has decided', () => {
    const second = aPending({ level: 2, ballots: [aBallot('bruno')] });

    given(second).when(approve('carla')).refuses('level-closed');
    given(second).when(disapprove('bruno')).refuses('level-closed');
  });

  it('is harmless when it is repeated after its level has passed', () => {
    const second = aPending({ level: 2, ballots: [aBallot('bruno')] });

    given(second).when(approve('bruno')).staysQuiet();
  });

  it('names who decided a level that is closed, and when', () => {
    const second = aPending({ level: 2, ballots: [aBallot('edu', { at: at('14:01') }), aBallot('bruno')] });

    expect(given(second).when(approve('carla')).decided).toMatchObject({
      refusal: {
        reason: 'Level 1 has decided (bruno voted approve at 2026-11-24T14:05:00.000Z); level 2 is asked now.',
      },
    });
    expect(handledBy(second, 2)).toBe('without a vote');
  });

  it('is the one that is open: not one below it that was opened again', () => {
    const reopened = aPending({ level: 1, reached: 2, round: 3, ballots: [aBallot('dora', { level: 2 })] });

    given(reopened).when(disapprove('dora')).refuses('level-not-open');
  });

  it('is one for each person: who voted at level 1 does not count again at level 3', () => {
    const third = aPending({
      rules: three,
      level: 3,
      ballots: [aBallot('bruno'), aBallot('carla', { level: 2 })],
    });

    given(third).when(approve('bruno')).refuses('already-voted');
    given(third).when(disapprove('bruno')).refuses('already-voted');
    given(third).when(approve('dora')).recordsOnly('VoteCast', 'RequestApproved');
  });

  it('is said truly to a person of levels 1 and 3 while level 2 is asked', () => {
    const voted = aPending({ rules: three, level: 2, reached: 2, ballots: [aBallot('bruno')] });
    const two = rules({ levels: [level(['bruno', 'edu']), level(['carla']), level(['dora', 'bruno'])] });
    const silent = aPending({ rules: two, level: 2, reached: 2, ballots: [aBallot('edu')] });

    given(voted).when(approve('bruno')).staysQuiet();
    given(voted).when(disapprove('bruno')).refuses('level-closed');
    expect(given(voted).when(disapprove('bruno')).decided).toMatchObject({
      refusal: { reason: 'You voted approve at level 1, which has decided: you are not asked again.' },
    });
    given(silent).when(approve('bruno')).refuses('level-not-open');
    expect(given(silent).when(approve('bruno')).decided).toMatchObject({
      refusal: { reason: 'Level 3 is asked after level 2 has approved.' },
    });
  });

  it('may be a later one for a person of two levels who has not voted yet (T-16)', () => {
    const both = rules({ levels: [level(['bruno', 'carla']), level(['bruno'])] });
    const second = aPending({ rules: both, level: 2, ballots: [aBallot('carla')] });

    const outcome = given(second).when(approve('bruno'));

    outcome.recordsOnly('VoteCast', 'RequestApproved');
    expect(outcome.state()).toMatchObject({ ballots: [{ by: 'carla' }, { by: 'bruno', level: 2 }] });
  });
});

describe('a second vote of the same person', () => {
  const two = rules({ levels: [level(['bruno', 'carla', 'dora'], { approvals: 2, disapprovals: 2 })] });
  const approved = aPending({ rules: two, ballots: [aBallot('bruno')] });
  const disapproved = aPending({ rules: two, ballots: [aBallot('bruno', { verdict: 'disapprove' })] });

  it('is quiet when it says the same', () => {
    given(approved).when(approve('bruno')).staysQuiet();
    given(disapproved).when(disapprove('bruno')).staysQuiet();
  });

  it('is quiet when it disapproves again, of whatever version of the window', () => {
    const edited = { ...disapproved, windows: [window('14:00', '16:00'), window('15:00', '17:00')] };

    given(edited)
      .when(disapprove('bruno', { windowVersion: 2 }))
      .staysQuiet();
  });

  it('does not count twice: the level still lacks one', () => {
    expect(given(approved).when(approve('bruno')).state()).toMatchObject({ name: 'pending', ballots: [{}] });
    given(approved).when(approve('carla')).recordsOnly('VoteCast', 'RequestApproved');
  });

  it('may turn an approval into a disapproval while the level is open', () => {
    const outcome = given(approved).when(disapprove('bruno'));

    outcome.recordsOnly('VoteCast');
    expect(outcome.state()).toMatchObject({ ballots: [{ by: 'bruno', verdict: 'disapprove' }] });
    given(outcome.state()).when(approve('carla')).recordsOnly('VoteCast');
  });

  it('never turns a disapproval into an approval', () => {
    given(disapproved).when(approve('bruno')).refuses('already-voted');
    given(disapproved)
      .when(approve('bruno', { window: window('14:00', '15:00') }))
      .refuses('already-voted');
  });

  it('does not change the window once an approval stands', () => {
    given(approved)
      .when(approve('bruno', { window: window('14:00', '15:00') }))
      .refuses('already-voted');
  });
});

describe('the window version of a vote', () => {
  it.each([0, -1, 2])('is one that exists: not %d', (windowVersion) => {
    given(aPending()).when(approve('bruno', { windowVersion })).refuses('window-version-unknown', 'windowVersion');
    given(aPending()).when(disapprove('bruno', { windowVersion })).refuses('window-version-unknown', 'windowVersion');
  });
});

describe('a vote that comes when it is decided', () => {
  const done = anApproved({ ballots: [aBallot('bruno'), aBallot('dora', { level: 2, at: at('14:10') })] });
  const reason = (by: string, people = {}) => given(done).when(approve(by), context('14:20', people)).decided;
  const told = 'The request is already approved. Last, dora voted approve at 2026-11-24T14:10:00.000Z.';

  it('mission Q20: tells a right approver who decided and when, and a delegate too', () => {
    expect(reason('carla')).toMatchObject({ refusal: { rule: 'already-decided', reason: told } });
    expect(reason('fabio', { carla: { delegate: 'fabio' } })).toMatchObject({ refusal: { reason: told } });
  });

  it('I-06: names nobody to the requester or a stranger', () => {
    for (const by of ['ana', 'fabio'])
      expect(reason(by)).toMatchObject({ refusal: { reason: 'The request is already approved.' } });
  });

  it('names nobody where nobody voted', () => {
    expect(given(everyState.lapsed).when(approve('bruno')).decided).toMatchObject({
      refusal: { reason: 'The request is already lapsed.' },
    });
  });
});
