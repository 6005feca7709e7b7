import { describe, expect, it } from 'vitest';
import { canonical, type Json } from '../../../lambdas/core/audit/canonical.ts';
import { requestRecord } from '../../../lambdas/core/audit/record.ts';
import type { RequestEvent } from '../../../lambdas/core/request/events.ts';
import { evolve } from '../../../lambdas/core/request/evolve.ts';
import { notThere, type RequestState } from '../../../lambdas/core/request/state.ts';
import {
  aBallot,
  aClosure,
  aGranted,
  anApproved,
  anEmergency,
  aPending,
  aRevoked,
} from '../../support/request-builders.ts';
import { at, facts, rules, window } from '../../support/request-parts.ts';

const now = at('14:20');
const recordOf = (before: RequestState, event: RequestEvent, seq = 4) =>
  requestRecord(event, evolve(before, event), seq);
const submitted: RequestEvent = {
  type: 'RequestSubmitted',
  at: now,
  facts: facts(),
  rules: rules(),
  deadline: at('15:30'),
  window: window('14:00', '16:00'),
};

describe('the audit record of a request', () => {
  it('says who did what when, under which decision, and how the request stood then', () => {
    const event: RequestEvent = { type: 'AccessRevoked', at: now, by: 'bruno', text: 'called off' };

    expect(recordOf(anApproved(), event)).toEqual({
      chain: 'request:01KATZ9B00TESTREQUEST00001',
      seq: 4,
      type: 'AccessRevoked',
      at: '2026-11-24T14:20:00.000Z',
      actor: 'bruno',
      requestId: '01KATZ9B00TESTREQUEST00001',
      requester: 'ana',
      credential: 'orders-admin',
      action: 'view_password',
      groupId: 45,
      restrictionCode: '11110045',
      policyVersion: 3,
      state: 'revoked',
      emergency: false,
      detail: { by: 'bruno', text: 'called off' },
    });
  });

  it.each<[string, RequestState, RequestEvent]>([
    ['ana', notThere, submitted],
    ['ana', notThere, { type: 'UseGranted', at: now, facts: facts() }],
    ['ana', anApproved(), { type: 'PasswordReleased', at: now, by: 'ana' }],
    ['carla', aPending(), { type: 'VoteCast', at: now, ballot: aBallot('carla') }],
    ['bruno', anApproved(), { type: 'AccessRevoked', at: now, by: 'bruno', text: 't' }],
    ['system', aPending(), { type: 'LevelOpened', at: now, level: 1, round: 1 }],
    ['system', aPending(), { type: 'LevelPassed', at: now, level: 1, next: 2 }],
    ['system', aPending(), { type: 'RequestLapsed', at: now, deadline: now }],
    ['system', aRevoked(), { type: 'AccessClosed', at: now, closure: aClosure() }],
  ])('names %s as the one who acted', (actor, before, event) => {
    expect(recordOf(before, event)).toMatchObject({ type: event.type, actor });
  });

  it('keeps everything that the event says', () => {
    const evidence = { messageId: 'm-1', sha256: 'ab12' };
    const ballot = aBallot('bruno', { comment: 'go ahead', channel: 'mail' });

    expect(recordOf(aPending(), { type: 'VoteCast', at: now, ballot, evidence }).detail).toEqual({ ballot, evidence });
    expect(recordOf(notThere, submitted).detail).toMatchObject({
      facts: { justification: 'The nightly job is stuck' },
    });
  });

  it('is plain JSON, which is chained in the same spelling before and after it was stored', () => {
    const event: RequestEvent = {
      type: 'VoteCast',
      at: now,
      ballot: aBallot('bruno', { comment: undefined }),
      evidence: undefined,
    };
    const record = recordOf(aPending(), event);

    expect(record.detail).toEqual({ ballot: expect.not.objectContaining({ comment: undefined }) });
    expect(canonical(JSON.parse(JSON.stringify(record)) as Json)).toBe(canonical(record as unknown as Json));
  });

  it('marks every record of an emergency, from its use to its close, and no other', () => {
    const mark = { reason: 'orders are lost', at: now, review: { dueAt: at('18:00') } };
    const used: RequestEvent = { type: 'EmergencyUsed', at: now, by: 'ana', mark, window: window('14:20', '16:00') };
    const closed: RequestEvent = { type: 'AccessClosed', at: at('16:00'), closure: aClosure() };

    expect(recordOf(aPending(), used)).toMatchObject({ state: 'emergency', emergency: true });
    expect(recordOf(anEmergency(), closed)).toMatchObject({ state: 'ended', emergency: true });
    expect(recordOf(anApproved(), closed)).toMatchObject({ state: 'ended', emergency: false });
    expect(recordOf(aGranted(), { type: 'PasswordReleased', at: now, by: 'ana' })).toMatchObject({ emergency: false });
  });

  it('says of a release who and when, and nothing of what was shown', () => {
    expect(recordOf(anApproved(), { type: 'PasswordReleased', at: now, by: 'ana' }).detail).toEqual({ by: 'ana' });
  });

  it('says of an opened level which and in what round, and nothing of the token that waits for it', () => {
    expect(recordOf(aPending(), { type: 'LevelOpened', at: now, level: 1, round: 2 }).detail).toEqual({
      level: 1,
      round: 2,
    });
  });
});
