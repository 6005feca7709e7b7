import { describe, expect, it } from 'vitest';
import type { Command } from '../../../lambdas/core/request/commands.ts';
import { type Grant, grantChange, grantOf } from '../../../lambdas/core/request/custody.ts';
import { decide } from '../../../lambdas/core/request/decide.ts';
import { evolve, replay } from '../../../lambdas/core/request/evolve.ts';
import { notThere, type Request, type RequestState } from '../../../lambdas/core/request/state.ts';
import {
  aBallot,
  aGranted,
  anApproved,
  anEmergency,
  aPending,
  approve,
  aReturned,
  aRevoked,
  context,
  disapprove,
  everyState,
} from '../../support/request-builders.ts';
import { at, facts, submit, window } from '../../support/request-parts.ts';

const id = facts().id;
const grant = (start: string, end: string, requestId = id): Grant => ({ requestId, ...window(start, end) });

/** What a command changes about the grants of the credential. */
const changesOf = (before: RequestState, command: Command, now = '14:20') => {
  const decided = decide(before, command, context(now));
  if (!decided.ok) throw new Error(decided.refusal.rule);
  const after = replay(decided.value, before) as Request;
  return decided.value.flatMap((event) => grantChange(event, before, after) ?? []);
};

describe('the grant of a request', () => {
  it('is there once the access was opened, and only then', () => {
    const names = Object.values(everyState)
      .filter((state) => grantOf(state))
      .map(({ name }) => name);

    expect(names).toEqual(['approved', 'emergency', 'revoked', 'returned', 'ended']);
    expect(grantOf(anApproved())).toEqual(grant('14:10', '16:00'));
  });
});

describe('the grants of a credential change', () => {
  const close = { type: 'close', password: 'changed' } as const;
  const last = aPending({ level: 2, ballots: [aBallot('bruno')] });

  it.each<[string, RequestState, Command, string, object]>([
    ['an approval puts one', last, approve('dora'), '14:20', { put: grant('14:20', '16:00') }],
    [
      'an emergency puts one',
      last,
      { type: 'use-emergency', by: 'ana', reason: 'r' },
      '14:20',
      { put: grant('14:20', '16:00') },
    ],
    [
      'a return moves its end',
      anApproved(),
      { type: 'return', by: 'ana' },
      '14:20',
      { remove: grant('14:10', '16:00'), put: grant('14:10', '14:20') },
    ],
    [
      'a revocation moves its end',
      anEmergency(),
      { type: 'revoke', by: 'gil', administrator: true, text: 't' },
      '14:20',
      { remove: grant('14:10', '16:00'), put: grant('14:10', '14:20') },
    ],
    [
      'a disapproved emergency moves its end',
      anEmergency(),
      disapprove('bruno'),
      '14:20',
      { remove: grant('14:10', '16:00'), put: grant('14:10', '14:20') },
    ],
    [
      'an immediate use that lasts puts one',
      aGranted(),
      { type: 'release', by: 'ana', flags: '110', passwordDue: false, lasts: 600_000 },
      '14:20',
      { put: grant('14:20', '14:30') },
    ],
    ['a close at the end removes it', anApproved(), close, '16:00', { remove: grant('14:10', '16:00') }],
    ['a close after a revocation removes it', aRevoked(), close, '15:01', { remove: grant('14:10', '15:00') }],
    ['a close after a return removes it', aReturned(), close, '15:01', { remove: grant('14:10', '15:00') }],
  ])('%s', (_, before, command, now, change) => {
    expect(changesOf(before, command, now)).toEqual([change]);
  });

  it.each<[string, RequestState, Command, string]>([
    ['a submission', notThere, submit(), '14:00'],
    ['an immediate use', notThere, { type: 'submit', facts: facts() }, '14:00'],
    ['a vote', aPending(), approve('bruno'), '14:20'],
    ['a rejection', aPending(), disapprove('bruno'), '14:20'],
    ['a cancellation', aPending(), { type: 'cancel', by: 'ana' }, '14:20'],
    ['a lapse', aPending(), { type: 'lapse' }, '15:30'],
    ['a release', anApproved(), { type: 'release', by: 'ana', flags: '111', passwordDue: false }, '14:20'],
    [
      'the release of an immediate use',
      aGranted(),
      { type: 'release', by: 'ana', flags: '110', passwordDue: false },
      '14:20',
    ],
    ['an opened level', aPending({ asked: false }), { type: 'open-level' }, '14:20'],
  ])('with nothing else: not with %s', (_, before, command, now) => {
    expect(changesOf(before, command, now)).toEqual([]);
  });

  it('of an ended request to nothing: the row is gone, though the request keeps its window', () => {
    const event = {
      type: 'AccessClosed',
      at: at('16:00'),
      closure: { password: 'changed', confirmedAt: at('16:00'), tookMillis: 0 },
    } as const;
    const after = evolve(anApproved(), event);

    expect(grantChange(event, anApproved(), after)).toEqual({ remove: grant('14:10', '16:00'), put: undefined });
    expect(after).toMatchObject({ window: window('14:10', '16:00') });
  });
});
