import { describe, expect, it } from 'vitest';
import type { Capacity } from '../../../lambdas/application/people/viewer.ts';
import { requestRecord } from '../../../lambdas/core/audit/record.ts';
import { requestDetail as schema } from '../../../lambdas/http/contract/request-view.ts';
import { requestDetail } from '../../../lambdas/http/views/request-detail.ts';
import { decision, followedBy, requests, submitted, submittedAt, voteCast } from '../requests.ts';

const request = requests.secondLevel;
const history = [submitted, { type: 'LevelOpened', at: submittedAt, level: 1, round: 1 } as const, voteCast({})].map(
  (event, index) => ({
    ...requestRecord(event, request, index + 1),
    previousHash: '0'.repeat(64),
    hash: `${index + 1}`.padStart(64, 'a'),
  }),
);

const seenBy = (id: string, ...capacities: Capacity[]) =>
  requestDetail(
    { request, viewer: { id, capacities }, explanation: decision, history, told: [] },
    submittedAt + 120_000,
  );

describe('a request in detail', () => {
  it.each([
    ['its requester', seenBy('ana', 'requester')],
    ['a requester who is also an approver', seenBy('ana', 'requester', 'approver')],
  ])('gives %s counts and no name of another', (_who, detail) => {
    expect(JSON.stringify(detail)).not.toMatch(/bruno|carla|dora/);
    expect(detail.levels).toMatchObject([
      {
        level: 1,
        approvals: { needed: 1, given: 1 },
        votes: [{ verdict: 'approve', comment: 'go ahead', counts: true }],
      },
      { level: 2, approvals: { needed: 1, given: 0 }, votes: [] },
    ]);
    expect(detail.history?.map(({ type, actor }) => [type, actor])).toEqual([
      ['RequestSubmitted', 'ana'],
      ['LevelOpened', 'system'],
      ['VoteCast', 'approver'],
    ]);
  });

  it('gives an approver the names and no history', () => {
    const detail = seenBy('dora', 'approver');
    expect(detail.levels[0]).toMatchObject({ approvers: ['bruno', 'carla'], votes: [{ by: 'bruno' }] });
    expect(detail.history).toBeUndefined();
    expect(detail.actions.map(({ action }) => action)).toEqual(['approve', 'disapprove']);
  });

  it.each([['auditor'], ['administrator']] as const)(
    'gives an %s the names, the records and their hashes',
    (capacity) => {
      const detail = seenBy('iris', capacity);
      expect(detail.levels[0]?.votes[0]?.by).toBe('bruno');
      expect(detail.history?.[2]).toMatchObject({ seq: 3, actor: 'bruno', hash: history[2]?.hash });
      expect(detail.history?.[2]?.detail).toMatchObject({ ballot: { by: 'bruno' } });
    },
  );

  it('tells a vote that a changed window left behind', () => {
    const windows = 'windows' in request ? request.windows : [];
    const wider = { start: submittedAt, end: submittedAt + 3 * 3_600_000 };
    const changed = { ...request, windows: [...windows, wider] } as typeof request;
    const detail = requestDetail(
      { request: changed, viewer: { id: 'ana', capacities: ['requester'] }, explanation: decision, history, told: [] },
      submittedAt,
    );
    expect(detail.levels[0]).toMatchObject({ approvals: { given: 0 }, votes: [{ counts: false, windowVersion: 1 }] });
    expect(detail.windows.map(({ version }) => version)).toEqual([1, 2]);
  });

  it('fits the contract and explains the decision', () => {
    const detail = seenBy('iris', 'auditor');
    expect(schema.parse(detail)).toEqual(JSON.parse(JSON.stringify(detail)));
    expect(detail.explanation.code).toBe('11110045');
  });

  it('of an immediate use has neither windows nor levels', () => {
    const detail = requestDetail(
      {
        request: requests.granted,
        viewer: { id: 'ana', capacities: ['requester'] },
        explanation: decision,
        history: [],
        told: [],
      },
      submittedAt,
    );
    expect(detail).toMatchObject({ windows: [], levels: [], history: [] });
  });
});

describe('an emergency in detail', () => {
  const told = [
    { person: 'bruno', delivered: true },
    { person: 'dora', delivered: false },
  ];
  const seen = (id: string, capacity: Capacity) =>
    requestDetail(
      { request: requests.emergency, viewer: { id, capacities: [capacity] }, explanation: decision, history: [], told },
      submittedAt,
    );

  it('tells how many of the mails that tell of it were handed over, and to whom except its requester', () => {
    expect(seen('ana', 'requester').emergencyNotices).toEqual({ toTell: 2, delivered: 1 });
    expect(seen('bruno', 'approver').emergencyNotices).toEqual({ toTell: 2, delivered: 1, people: told });
  });

  it('owes a review: when it is due, and that an approver may give it', () => {
    const detail = seen('bruno', 'approver');

    expect(detail.request.emergencyReview).toEqual({ dueAt: '2026-11-27T17:00:00.000Z' });
    expect(detail.next).toMatch(/ Its review is due by 2026-11-27T17:00:00.000Z\.$/);
    expect(detail.actions.map(({ action }) => action)).toContain('review');
    expect(seen('ana', 'requester').actions.map(({ action }) => action)).not.toContain('review');
  });

  it('shows what the review found, without the name of who found it', () => {
    const outcome = { by: 'bruno', at: submittedAt, verdict: 'justified', text: 'Orders were lost.' } as const;
    const request = followedBy(requests.emergency, { type: 'EmergencyReviewed', ...outcome });
    const detail = requestDetail(
      { request, viewer: { id: 'ana', capacities: ['requester'] }, explanation: decision, history: [], told: [] },
      submittedAt,
    );

    expect(detail.request.emergencyReview).toMatchObject({ verdict: 'justified', text: 'Orders were lost.' });
    expect(detail.next).not.toContain('review');
    expect(JSON.stringify(detail)).not.toContain('bruno');
  });
});
