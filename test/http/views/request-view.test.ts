import { describe, expect, it } from 'vitest';
import { requestAnswer as schema } from '../../../lambdas/http/contract/request-view.ts';
import { answerToRequester } from '../../../lambdas/http/views/request-answer.ts';
import { requestView } from '../../../lambdas/http/views/request-view.ts';
import { sessionPlace } from '../../support/request-parts.ts';
import { ending, followedBy, requests, submittedAt, window } from '../requests.ts';

const people = /bruno|carla|dora/;

describe('a request as its requester sees it', () => {
  it('says who is asked by level and count', () => {
    const answer = answerToRequester(requests.pending, submittedAt);
    expect(answer.asked).toEqual({ level: 1, levels: 2, approversAsked: 2 });
    expect(answer.request).toMatchObject({
      state: 'pending',
      level: 1,
      levels: 2,
      window: { start: '2026-11-24T17:00:00.000Z', end: '2026-11-24T19:00:00.000Z' },
      windowVersion: 1,
      deadline: '2026-11-24T19:00:00.000Z',
      emergencyAccess: 'No',
    });
  });

  it.each(
    Object.entries({
      ...requests,
      revoked: followedBy(requests.approved, ending.revoked),
      ended: followedBy(requests.approved, ending.closed),
    }),
  )('names no approver and fits the contract: %s', (_state, request) => {
    const answer = answerToRequester(request, submittedAt + 180_000);
    expect(JSON.stringify(answer)).not.toMatch(people);
    expect(schema.parse(answer)).toEqual(JSON.parse(JSON.stringify(answer)));
  });

  it('of an immediate use has no window, no level and no deadline', () => {
    const view = JSON.parse(JSON.stringify(requestView(requests.granted)));
    expect(view).not.toHaveProperty('window');
    expect(view).not.toHaveProperty('levels');
    expect(view).not.toHaveProperty('deadline');
  });

  it('shows how an ended access was closed', () => {
    expect(requestView(followedBy(requests.approved, ending.closed))).toMatchObject({
      state: 'ended',
      endedAt: '2026-11-24T19:00:00.000Z',
      closure: { password: 'changed', confirmedAt: '2026-11-24T19:00:09.000Z', tookMillis: 9000 },
    });
  });

  it('shows the sessions, and the end of an immediate use that was revoked', () => {
    const session = {
      type: 'SessionOpened',
      at: submittedAt,
      by: 'ana',
      sessionId: 's1',
      place: sessionPlace,
      until: window.end,
    } as const;
    const used = followedBy(requests.granted, session);
    const shown = { id: 's1', openedAt: '2026-11-24T17:00:00.000Z', until: '2026-11-24T19:00:00.000Z' };

    expect(requestView(used)).toMatchObject({ sessions: [shown], window: { end: shown.until } });
    expect(requestView(followedBy(requests.approved, session))).toMatchObject({ sessions: [shown] });
    expect(requestView(followedBy(used, ending.revoked, ending.closed))).toMatchObject({
      state: 'granted',
      revokedBecause: 'Not needed any more.',
      endedAt: '2026-11-24T17:03:00.000Z',
      closure: { password: 'changed' },
    });
  });

  it('of an extension shows what it adds to the other request', () => {
    const extension = { ...requests.approved, extends: 'another', window: { start: 0, end: 0 } };

    expect(requestView(extension as typeof requests.approved)).toMatchObject({
      extends: 'another',
      window: { start: '2026-11-24T17:00:00.000Z', end: '2026-11-24T19:00:00.000Z' },
    });
  });

  it('of an extension that became an emergency shows the window of that', () => {
    const own = { start: Date.parse('2026-11-24T17:01:00Z'), end: Date.parse('2026-11-24T18:01:00Z') };
    const urgent = { ...requests.emergency, extends: 'another', window: own };

    expect(requestView(urgent as typeof requests.emergency).window).toEqual({
      start: '2026-11-24T17:01:00.000Z',
      end: '2026-11-24T18:01:00.000Z',
    });
  });

  it('says until when an immediate use may begin, as long as it has not', () => {
    const granted = { ...requests.granted, usableUntil: window.end } as typeof requests.granted;
    const used = followedBy(granted, { type: 'PasswordReleased', at: submittedAt, by: 'ana' });

    expect(requestView(granted)).toMatchObject({ usableUntil: '2026-11-24T19:00:00.000Z' });
    expect(requestView(used).usableUntil).toBeUndefined();
  });

  it('keeps the mark of an emergency after its end', () => {
    const ended = followedBy(requests.emergency, ending.closed);
    expect(requestView(ended)).toMatchObject({ emergencyAccess: 'Yes', emergencyReason: 'orders are lost' });
  });
});
