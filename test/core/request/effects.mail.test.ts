import { describe, expect, it } from 'vitest';
import type { Command, Context } from '../../../lambdas/core/request/commands.ts';
import { type MailStep, type NoticeKind, stepsFor } from '../../../lambdas/core/request/effects.ts';
import { notThere, type RequestState } from '../../../lambdas/core/request/state.ts';
import { given } from '../../support/given-when-then.ts';
import {
  aBallot,
  aGranted,
  anApproved,
  anEmergency,
  aPending,
  approve,
  aReturned,
  context,
  disapprove,
} from '../../support/request-builders.ts';
import { at, facts, level, rules, submit, window } from '../../support/request-parts.ts';

const open: Command = { type: 'open-level' };

/** The mails of a command, as `notice: people`. */
const mailsOf = (before: RequestState, command: Command, when?: Context): readonly string[] =>
  given(before)
    .when(command, when)
    .steps()
    .filter((step): step is MailStep => step.kind === 'mail')
    .map(({ notice, to }) => `${notice}: ${typeof to === 'string' ? to : to.join(' ')}`);

describe('who is asked', () => {
  it('is nobody at submission: the workflow asks', () => {
    expect(mailsOf(notThere, submit(), context('14:00'))).toEqual([]);
    expect(mailsOf(notThere, { type: 'submit', facts: facts() }, context('14:00'))).toEqual([]);
  });

  it('is level 1 first', () => {
    expect(mailsOf(aPending({ asked: false }), open)).toEqual(['approval-asked: bruno carla']);
  });

  it('is the next level only after the one below it has approved', () => {
    const passed = given(aPending()).when(approve('bruno'));

    expect(mailsOf(aPending(), approve('bruno'))).toEqual([]);
    expect(mailsOf(passed.state(), open)).toEqual(['approval-asked: dora edu']);
  });

  it('is never the requester, at whatever level the group names him or her', () => {
    const own = rules({ levels: [level(['ana', 'bruno'])] });

    expect(mailsOf(aPending({ asked: false, rules: own }), open)).toEqual(['approval-asked: bruno']);
  });

  it('is nobody when the same level is asked again', () => {
    expect(mailsOf(aPending({ asked: true }), open)).toEqual([]);
  });

  it('is, in a level that is open again, everybody whose vote does not stand', () => {
    const reopened = aPending({
      asked: false,
      rules: rules({ levels: [level(['bruno', 'carla', 'dora', 'edu'], { approvals: 2, disapprovals: 2 })] }),
      windows: [window('14:00', '16:00'), window('15:00', '17:00')],
      ballots: [
        aBallot('bruno'),
        aBallot('carla', { window: window('14:00', '17:00') }),
        aBallot('dora', { verdict: 'disapprove' }),
      ],
    });

    expect(mailsOf(reopened, open)).toEqual(['approval-asked: bruno edu']);
  });

  it('is nobody who has voted at another level and could not vote here, even where that vote no longer stands', () => {
    const second = aPending({
      asked: false,
      level: 2,
      rules: rules({ levels: [level(['bruno', 'carla']), level(['bruno', 'dora'])] }),
      windows: [window('14:00', '16:00'), window('15:00', '17:00')],
      ballots: [aBallot('bruno'), aBallot('carla', { window: window('15:00', '17:00'), windowVersion: 2 })],
    });

    expect(mailsOf(second, open)).toEqual(['approval-asked: dora']);
    given(second)
      .when(approve('bruno', { windowVersion: 2 }))
      .refuses('already-voted');
  });

  it('is nobody once the time to decide is over', () => {
    const shortened = aPending({ asked: false, windows: [window('14:00', '16:00'), window('14:00', '15:00')] });

    expect(mailsOf(aPending({ asked: false }), open, context('15:29:59.999'))).toEqual(['approval-asked: bruno carla']);
    expect(mailsOf(aPending({ asked: false }), open, context('15:30'))).toEqual([]);
    expect(mailsOf(shortened, open, context('14:59:59.999'))).toEqual(['approval-asked: bruno carla']);
    expect(mailsOf(shortened, open, context('15:00'))).toEqual([]);
  });

  it('is nobody where the event is about a request that was decided with it', () => {
    const event = { type: 'LevelOpened', at: at('14:20'), level: 1, round: 1 } as const;

    expect(stepsFor(event, aPending(), anApproved())).toEqual([]);
  });
});

describe('a changed window', () => {
  const two = rules({ levels: [level(['bruno', 'carla', 'dora'], { approvals: 2 })] });
  const asked = aPending({ rules: two });
  const outside = window('14:00', '16:01');
  const edit = approve('bruno', { window: outside });

  it('asks the open level again, but for the one who set it: what the others were sent is out of date', () => {
    expect(mailsOf(asked, edit)).toEqual(['approval-asked: carla dora']);
  });

  it('asks nobody again where it lies inside what the others saw', () => {
    const inside = approve('bruno', { window: window('14:30', '16:00') });

    expect(given(asked).when(inside).steps()).toEqual([]);
  });

  it('asks nobody before the workflow has asked, nor where the level changes anyway', () => {
    const met = aPending({ level: 2, ballots: [aBallot('bruno')] });

    expect(mailsOf({ ...asked, asked: false }, edit)).toEqual([]);
    expect(mailsOf(aPending(), edit)).toEqual([]);
    expect(mailsOf(met, approve('dora', { window: outside }))).toEqual([]);
  });

  it('asks nobody where the request is approved by it', () => {
    const last = aPending({ rules: rules({ levels: [level(['bruno', 'carla'])] }) });

    expect(mailsOf(last, edit)).toEqual(['request-approved: ana']);
  });
});

describe('administrators', () => {
  it('are told of a level that lacks people', () => {
    expect(mailsOf(aPending({ asked: false }), open, { now: at('14:20'), people: {} })).toEqual([
      'approval-asked: bruno carla',
      'level-blocked: administrators',
    ]);
  });
});

describe('the requester is told', () => {
  const last = aPending({ level: 2, ballots: [aBallot('bruno')] });
  const release: Command = { type: 'release', by: 'ana', flags: '110', passwordDue: false };

  it.each<[NoticeKind | 'nothing', string, RequestState, Command, string]>([
    ['request-approved', 'the last level approves', last, approve('dora'), '14:20'],
    ['request-rejected', 'a level disapproves', aPending(), disapprove('bruno'), '14:20'],
    ['request-lapsed', 'nobody has decided', aPending(), { type: 'lapse' }, '15:30'],
    [
      'access-revoked',
      'it is revoked',
      anApproved(),
      { type: 'revoke', by: 'gil', administrator: true, text: 't' },
      '14:20',
    ],
    ['access-revoked', 'an emergency is disapproved', anEmergency(), disapprove('bruno'), '14:20'],
    ['nothing', 'one level of two approves', aPending(), approve('bruno'), '14:20'],
    ['nothing', 'he or she cancels', aPending(), { type: 'cancel', by: 'ana' }, '14:20'],
    ['nothing', 'he or she gives it back', anApproved(), { type: 'return', by: 'ana' }, '14:20'],
    ['nothing', 'the password is shown', anApproved(), release, '14:20'],
    ['nothing', 'the password of an immediate use is shown', aGranted(), release, '14:20'],
    ['nothing', 'the close is confirmed', aReturned(), { type: 'close', password: 'changed' }, '16:00'],
    ['nothing', 'the workflow is sent on', anApproved(), open, '14:20'],
  ])('%s when %s', (notice, _when, before, command, now) => {
    expect(mailsOf(before, command, context(now))).toEqual(notice === 'nothing' ? [] : [`${notice}: ana`]);
  });
});

describe('emergency access', () => {
  const use: Command = { type: 'use-emergency', by: 'ana', reason: 'orders are lost' };

  it('is told to every approver of every level at once, each once', () => {
    const overlapping = rules({
      levels: [level(['bruno', 'carla']), level(['dora', 'bruno']), level(['edu', 'carla'])],
    });

    expect(mailsOf(aPending({ rules: overlapping }), use)).toEqual(['emergency-used: bruno carla dora edu']);
  });

  it('is told to those who were asked or have voted before as well', () => {
    expect(mailsOf(aPending({ level: 2, ballots: [aBallot('bruno')] }), use)).toEqual([
      'emergency-used: bruno carla dora edu',
    ]);
  });

  it('concerns no request that has no approvers', () => {
    const event = {
      type: 'EmergencyUsed',
      at: at('14:20'),
      by: 'ana',
      mark: { reason: 'r', at: at('14:20'), review: { dueAt: at('18:00') } },
      window: window('14:20', '16:00'),
    } as const;

    expect(stepsFor(event, aGranted(), aGranted())).toEqual([]);
  });
});

describe('a vote that came by mail', () => {
  it('is confirmed to its author by mail, and one by the API is not', () => {
    const two = aPending({ rules: rules({ levels: [level(['bruno', 'carla'], { approvals: 2 })] }) });

    expect(mailsOf(two, approve('bruno', { channel: 'mail' }))).toEqual(['vote-recorded: bruno']);
    expect(mailsOf(two, approve('bruno', { channel: 'api' }))).toEqual([]);
    expect(mailsOf({ ...two, ballots: [aBallot('bruno')] }, approve('bruno', { channel: 'mail' }))).toEqual([]);
  });
});

describe('who was asked and did not vote', () => {
  const three = { levels: [level(['bruno', 'carla', 'edu']), level(['dora'])], notifyHandled: true };
  const told = (more: Partial<Parameters<typeof aPending>[0]>, command: Command) =>
    mailsOf(aPending({ rules: rules(three), ...more }), command).filter((mail) => mail.startsWith('already-handled'));

  it('hears that the level has decided, however it did', () => {
    const last = { rules: rules({ ...three, levels: [level(['bruno', 'carla', 'edu'])] }) };

    expect(told({}, approve('bruno'))).toEqual(['already-handled: carla edu']);
    expect(told({}, disapprove('bruno'))).toEqual(['already-handled: carla edu']);
    expect(told(last, approve('bruno'))).toEqual(['already-handled: carla edu']);
  });

  it('is nobody whose seat was filled, by whomever', () => {
    const two = { rules: rules({ ...three, levels: [level(['bruno', 'carla', 'edu'], { approvals: 2 })] }) };

    expect(told({ ...two, ballots: [aBallot('carla', { seat: 'edu' })] }, approve('bruno'))).toEqual([]);
  });

  it('hears nothing where the settings say so, where nobody was asked, and while the level is open', () => {
    const two = { rules: rules({ ...three, levels: [level(['bruno', 'carla', 'edu'], { approvals: 2 })] }) };

    expect(told({ rules: rules({ ...three, notifyHandled: false }) }, approve('bruno'))).toEqual([]);
    expect(told({ asked: false }, approve('bruno'))).toEqual([]);
    expect(told(two, approve('bruno'))).toEqual([]);
  });
});
