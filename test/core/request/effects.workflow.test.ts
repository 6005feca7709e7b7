import { describe, expect, it } from 'vitest';
import type { Command } from '../../../lambdas/core/request/commands.ts';
import { workflowAnswer } from '../../../lambdas/core/request/effects.ts';
import { notThere, type Request, type RequestState } from '../../../lambdas/core/request/state.ts';
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
  everyState,
} from '../../support/request-builders.ts';
import { at, facts, level, rules, submit, window } from '../../support/request-parts.ts';

const { id: requestId } = facts();
const use: Command = { type: 'use-emergency', by: 'ana', reason: 'orders are lost' };
const cancel: Command = { type: 'cancel', by: 'ana' };

/** What the workflow is told to do about a command. */
const workflowSteps = (before: RequestState, command: Command, now = '14:20') =>
  given(before)
    .when(command, context(now))
    .steps()
    .filter((step) => step.kind !== 'mail');

describe('where the workflow goes', () => {
  it('is to the level that is open, until the deadline', () => {
    expect(workflowAnswer(aPending({ level: 2 }), at('14:20'))).toEqual({
      requestId,
      next: 'ask',
      level: 2,
      secondsLeft: 70 * 60,
      windowEnd: '2026-11-24T16:00:00.000Z',
    });
  });

  it('has whole seconds left, never fewer than one', () => {
    expect(workflowAnswer(aPending(), at('15:29:58.500')).secondsLeft).toBe(2);
    expect(workflowAnswer(aPending(), at('15:45')).secondsLeft).toBe(1);
  });

  it('names the end of the newest window', () => {
    const changed = aPending({ windows: [window('14:00', '16:00'), window('14:00', '15:00')] });

    expect(workflowAnswer(changed, at('14:20')).windowEnd).toBe('2026-11-24T15:00:00.000Z');
  });

  it.each([anApproved(), anEmergency()])('is to wait for the end of an access that is $name', (request) => {
    expect(workflowAnswer(request, at('14:20'))).toEqual({
      requestId,
      next: 'wait',
      level: 0,
      secondsLeft: 1,
      windowEnd: '2026-11-24T16:00:00.000Z',
    });
  });

  it.each(['granted', 'rejected', 'cancelled', 'lapsed', 'revoked', 'returned', 'ended'] as const)(
    'is nowhere when the request is %s; every field is there all the same',
    (name) => {
      expect(workflowAnswer(everyState[name], at('14:20'))).toEqual({
        requestId,
        next: 'done',
        level: 0,
        secondsLeft: 1,
        windowEnd: '2026-11-24T14:20:00.000Z',
      });
    },
  );
});

describe('the workflow is started', () => {
  it('by a submission that needs approval, with the seconds until the deadline', () => {
    expect(workflowSteps(notThere, submit(), '14:00')).toEqual([{ kind: 'start-workflow', secondsLeft: 90 * 60 }]);
  });

  it('not by an immediate use', () => {
    expect(workflowSteps(notThere, { type: 'submit', facts: facts() }, '14:00')).toEqual([]);
  });
});

describe('the ask of the workflow is answered', () => {
  const third = rules({ levels: [level(['bruno']), level(['carla'])] });
  const last = aPending({ rules: third, level: 2, round: 7, ballots: [aBallot('bruno')] });

  it.each<[string, RequestState, Command, object]>([
    ['with the next level', aPending({ round: 7 }), approve('bruno'), { next: 'ask', level: 2, secondsLeft: 70 * 60 }],
    [
      'with the level that is open again',
      last,
      approve('carla', { window: window('14:00', '17:00') }),
      { next: 'ask', level: 1 },
    ],
    [
      'with the wait when it is approved',
      last,
      approve('carla'),
      { next: 'wait', windowEnd: '2026-11-24T16:00:00.000Z' },
    ],
    ['with the wait in an emergency', last, use, { next: 'wait', windowEnd: '2026-11-24T16:00:00.000Z' }],
    ['with the end when it is rejected', last, disapprove('carla'), { next: 'done' }],
    ['with the end when it is cancelled', last, cancel, { next: 'done' }],
  ])('%s, in the round that asked', (_, before, command, answer) => {
    expect(workflowSteps(before, command)).toEqual([
      { kind: 'answer-workflow', round: 7, answer: expect.objectContaining({ requestId, ...answer }) },
    ]);
  });

  it.each<[string, Command]>([
    ['a passed level', approve('bruno')],
    ['a rejection', disapprove('bruno')],
    ['a cancellation', cancel],
    ['an emergency', use],
  ])('not by %s before it was put: it will find the request as it is', (_, command) => {
    expect(workflowSteps(aPending({ asked: false }), command)).toEqual([]);
  });

  it('not by a vote that leaves the level open', () => {
    const two = aPending({ rules: rules({ levels: [level(['bruno', 'carla'], { approvals: 2 })] }) });

    expect(workflowSteps(two, approve('bruno'))).toEqual([]);
  });

  it('by a lapse, which the sweeper may find while the workflow still waits', () => {
    expect(workflowSteps(aPending(), { type: 'lapse' }, '15:30')).toEqual([
      { kind: 'answer-workflow', round: 1, answer: expect.objectContaining({ next: 'done' }) },
    ]);
  });

  it.each([
    ['approved', 'wait'],
    ['emergency', 'wait'],
    ['rejected', 'done'],
    ['lapsed', 'done'],
    ['returned', 'done'],
  ] as const)('at once when it comes too late: the request is %s, so %s', (name, next) => {
    const before: Request = everyState[name];

    expect(workflowSteps(before, { type: 'open-level' })).toEqual([
      { kind: 'answer-workflow', round: 0, answer: expect.objectContaining({ next }) },
    ]);
  });
});

describe('an access that ends early', () => {
  const stopAndClose = [{ kind: 'stop-workflow' }, { kind: 'start-close' }];

  it.each<[string, RequestState, Command]>([
    ['given back', anApproved(), { type: 'return', by: 'ana' }],
    ['revoked', anEmergency(), { type: 'revoke', by: 'gil', administrator: true, text: 't' }],
    ['revoked by a disapproval', anEmergency(), disapprove('bruno')],
  ])('because it is %s stops the workflow and starts the close', (_, before, command) => {
    expect(workflowSteps(before, command)).toEqual(stopAndClose);
  });

  it('is not closed a second time, and a release closes nothing', () => {
    const release: Command = { type: 'release', by: 'ana', flags: '110', passwordDue: false };

    expect(workflowSteps(aReturned(), { type: 'close', password: 'changed' }, '16:00')).toEqual([]);
    expect(workflowSteps(anApproved(), { type: 'close', password: 'changed' }, '16:00')).toEqual([]);
    expect(workflowSteps(anApproved(), release)).toEqual([]);
    expect(workflowSteps(aGranted(), release)).toEqual([]);
  });
});
