import { describe, expect, it } from 'vitest';
import { MAX_LEAD_MILLIS } from '../../../lambdas/core/request/decide-submit.ts';
import { type Ballot, currentWindow } from '../../../lambdas/core/request/state.ts';
import { currentVersion, seenWindow } from '../../../lambdas/core/request/window-versions.ts';
import { given } from '../../support/given-when-then.ts';
import { aBallot, anEmergency, aPending, approve, context, disapprove } from '../../support/request-builders.ts';
import { at, level, minutes, rules, window } from '../../support/request-parts.ts';

const asked = window('14:00', '16:00');
const shorter = window('14:30', '15:30');
const wider = window('14:00', '16:01');

const two = rules({ levels: [level(['bruno', 'carla'], { approvals: 2 }), level(['dora', 'edu'])] });
/** Level 1 is met by bruno and carla, for the window as it was asked; dora and edu are asked. */
const second = (more: Partial<Ballot> = {}) =>
  aPending({
    rules: two,
    level: 2,
    reached: 2,
    round: 2,
    ballots: [aBallot('bruno'), aBallot('carla', more)],
  });

describe('an approver who changes the window', () => {
  it('leaves an event of its own, with the window before and after, and votes for what he or she set', () => {
    const outcome = given(aPending()).when(approve('bruno', { window: shorter }));

    outcome.records(
      { type: 'WindowChanged', at: at('14:20'), by: 'bruno', from: asked, to: shorter, windowVersion: 2 },
      {
        type: 'VoteCast',
        at: at('14:20'),
        ballot: aBallot('bruno', { at: at('14:20'), window: shorter, windowVersion: 2 }),
      },
      { type: 'LevelPassed', at: at('14:20'), level: 1, next: 2 },
    );
    expect(outcome.state()).toMatchObject({ windows: [asked, shorter], level: 2 });
  });

  it('leaves one event for each change', () => {
    const first = given(aPending()).when(approve('bruno', { window: shorter }));
    const again = given(first.state()).when(approve('dora', { windowVersion: 2, window: window('14:30', '15:00') }));

    again.recordsOnly('WindowChanged', 'VoteCast', 'RequestApproved');
    expect(again.state()).toMatchObject({
      windows: [asked, shorter, window('14:30', '15:00')],
      window: window('14:30', '15:00'),
    });
  });

  it.each([
    ['ends where it starts', window('15:00', '15:00'), 'window-invalid'],
    ['ends before it starts', window('15:00', '14:30'), 'window-invalid'],
    ['is over', window('14:00', '14:20'), 'window-invalid'],
    [
      'starts more than 30 days from now (D-10)',
      { start: at('14:20') + MAX_LEAD_MILLIS + 1, end: at('15:00') + MAX_LEAD_MILLIS },
      'window-invalid',
    ],
    ['is longer than the group allows', window('14:00', '18:00:00.001'), 'window-too-long'],
  ] as const)('cannot set one that %s', (_, changed, rule) => {
    const outcome = given(aPending()).when(approve('bruno', { window: changed }));

    outcome.refuses(rule, rule === 'window-invalid' && changed.start > at('23:00') ? 'window.start' : 'window.end');
  });

  it('may set one that has begun already, and one as long as the group allows', () => {
    given(aPending())
      .when(approve('bruno', { window: window('13:00', '15:00') }))
      .recordsOnly('WindowChanged', 'VoteCast', 'LevelPassed');
    given(aPending())
      .when(approve('bruno', { window: window('14:00', '18:00') }))
      .recordsOnly('WindowChanged', 'VoteCast', 'LevelPassed');
  });

  it('must have seen the newest version', () => {
    const changed = aPending({ windows: [asked, shorter] });

    given(changed)
      .when(approve('bruno', { windowVersion: 1, window: asked }))
      .refuses('window-superseded', 'windowVersion');
    given(changed)
      .when(approve('bruno', { windowVersion: 2, window: asked }))
      .recordsOnly('WindowChanged', 'VoteCast', 'LevelPassed');
  });

  it('approves: neither a disapproval nor a vote in an emergency changes anything', () => {
    given(aPending())
      .when(disapprove('bruno', { window: shorter }))
      .refuses('window-invalid', 'window');
    given(anEmergency())
      .when(approve('bruno', { window: shorter }))
      .refuses('window-invalid', 'window');
    given(anEmergency())
      .when(disapprove('bruno', { window: shorter }))
      .refuses('window-invalid', 'window');
  });

  it('moves neither the deadline nor who is asked', () => {
    const outcome = given(second()).when(approve('dora', { window: shorter }));

    expect(outcome.state()).toMatchObject({ deadline: at('15:30'), rules: two });
  });
});

describe('a window that gets shorter', () => {
  it('keeps the approvals of the levels below', () => {
    const outcome = given(second()).when(approve('dora', { window: shorter }));

    outcome.recordsOnly('WindowChanged', 'VoteCast', 'RequestApproved');
    expect(outcome.state()).toMatchObject({ window: shorter });
  });

  it('keeps the approvals of its own level', () => {
    const half = aPending({ rules: two, ballots: [aBallot('bruno')] });

    given(half)
      .when(approve('carla', { window: shorter }))
      .recordsOnly('WindowChanged', 'VoteCast', 'LevelPassed');
  });
});

describe('a window that leaves what earlier levels approved', () => {
  it('opens the earlier level again, by one minute already', () => {
    const outcome = given(second()).when(approve('dora', { window: wider }));

    outcome.recordsOnly('WindowChanged', 'VoteCast', 'LevelReopened');
    expect(outcome.state()).toMatchObject({ level: 1, round: 3, reached: 2, asked: false });
  });

  it('asks only for the votes that it left behind: whoever approved a window around it still counts', () => {
    const around = second({ window: window('14:00', '17:00') });
    const reopened = given(around)
      .when(approve('dora', { window: wider }))
      .state();

    given(reopened)
      .when(approve('bruno', { windowVersion: 2 }))
      .recordsOnly('VoteCast', 'RequestApproved');
    given(reopened)
      .when(approve('carla', { windowVersion: 2 }))
      .staysQuiet();
  });

  it('counts a vote again once its author has approved the new window', () => {
    const reopened = given(second())
      .when(approve('dora', { window: wider }))
      .state();
    const half = given(reopened).when(approve('bruno', { windowVersion: 2 }));
    const full = given(half.state()).when(approve('carla', { windowVersion: 2 }));

    half.recordsOnly('VoteCast');
    full.recordsOnly('VoteCast', 'RequestApproved');
    expect(full.state()).toMatchObject({ window: { start: at('14:20'), end: wider.end } });
  });

  it('can be answered by a disapproval of somebody who had approved', () => {
    const reopened = given(second())
      .when(approve('dora', { window: wider }))
      .state();

    given(reopened)
      .when(disapprove('bruno', { windowVersion: 2 }))
      .recordsOnly('VoteCast', 'RequestRejected');
  });

  it('can be shortened again, which brings the approvals back', () => {
    const reopened = given(second())
      .when(approve('dora', { window: wider }))
      .state();

    given(reopened)
      .when(approve('bruno', { windowVersion: 2, window: shorter }))
      .recordsOnly('WindowChanged', 'VoteCast', 'RequestApproved');
  });

  it('asks the same level again where the edit comes from it', () => {
    const half = aPending({ rules: two, ballots: [aBallot('bruno')] });
    const edited = given(half).when(approve('carla', { window: wider }));

    edited.recordsOnly('WindowChanged', 'VoteCast');
    given(edited.state())
      .when(approve('bruno', { windowVersion: 2 }))
      .recordsOnly('VoteCast', 'LevelPassed');
  });

  it('goes back to the lowest level that is not met, and from there over every unmet level', () => {
    const three = rules({ levels: [level(['bruno']), level(['carla']), level(['dora'])] });
    const third = aPending({
      rules: three,
      level: 3,
      reached: 3,
      round: 3,
      ballots: [aBallot('bruno'), aBallot('carla', { level: 2 })],
    });

    const back = given(third).when(approve('dora', { window: wider }));
    const up = given(back.state()).when(approve('bruno', { windowVersion: 2 }));
    const done = given(up.state()).when(approve('carla', { windowVersion: 2 }));

    back.records(expect.anything(), expect.anything(), { type: 'LevelReopened', at: at('14:20'), level: 1, from: 3 });
    up.records(expect.anything(), { type: 'LevelPassed', at: at('14:20'), level: 1, next: 2 });
    done.recordsOnly('VoteCast', 'RequestApproved');
  });

  it('passes over a level whose approvals still cover it', () => {
    const three = rules({ levels: [level(['bruno']), level(['carla']), level(['dora', 'edu'], { approvals: 2 })] });
    const back = aPending({
      rules: three,
      level: 1,
      reached: 3,
      round: 4,
      windows: [asked, wider],
      ballots: [
        aBallot('carla', { level: 2, window: window('14:00', '17:00') }),
        aBallot('dora', { level: 3, window: wider, windowVersion: 2 }),
      ],
    });

    given(back)
      .when(approve('bruno', { windowVersion: 2 }))
      .records(expect.anything(), { type: 'LevelPassed', at: at('14:20'), level: 1, next: 3 });
  });
});

describe('an approval of an older version', () => {
  it('counts while the window as it is now lies inside the one that was seen', () => {
    const outcome = given(aPending({ windows: [asked, shorter] })).when(approve('bruno', { windowVersion: 1 }));

    outcome.recordsOnly('VoteCast', 'LevelPassed');
    expect(outcome.state()).toMatchObject({ ballots: [{ window: asked, windowVersion: 1 }] });
  });

  it('is refused when the window has left it, and changes nothing', () => {
    given(aPending({ windows: [asked, wider] }))
      .when(approve('bruno'))
      .refuses('window-superseded', 'windowVersion');
    given(aPending({ windows: [asked, window('13:59', '15:00')] }))
      .when(approve('bruno'))
      .refuses('window-superseded', 'windowVersion');
  });

  it('is quiet when it is the same vote once more, although it does not count any more', () => {
    const edited = aPending({ rules: two, windows: [asked, wider], ballots: [aBallot('bruno')] });

    given(edited).when(approve('bruno')).staysQuiet();
  });

  it('does not matter to a disapproval', () => {
    given(aPending({ windows: [asked, wider] }))
      .when(disapprove('bruno'))
      .recordsOnly('VoteCast', 'RequestRejected');
  });
});

describe('the versions of a window', () => {
  it('are counted from 1, and the last is in force', () => {
    const changed = aPending({ windows: [asked, shorter] });

    expect([seenWindow(changed, 1), seenWindow(changed, 2), currentWindow(changed)]).toEqual([asked, shorter, shorter]);
    expect(currentVersion(changed)).toBe(2);
  });

  it('that do not exist are a fault of ours', () => {
    expect(() => seenWindow(aPending(), 2)).toThrow('the request has no window version 2');
    expect(() => currentWindow(aPending({ windows: [] }))).toThrow('always has a window');
  });

  it('end votes at the end of the newest, which an edit may have moved past the old one', () => {
    const moved = aPending({ windows: [asked, window('15:00', '17:00')], deadline: at('16:30') });

    given(moved)
      .when(approve('bruno', { windowVersion: 2 }), context(at('16:30') - minutes(1)))
      .recordsOnly('VoteCast', 'LevelPassed');
  });
});
