import { describe, expect, it } from 'vitest';
import type { Request } from '../../../lambdas/core/request/state.ts';
import { nextStep } from '../../../lambdas/http/views/next-step.ts';
import { sessionPlace } from '../../support/request-parts.ts';
import { ending, followedBy, requests, submittedAt } from '../requests.ts';

const { granted, pending, secondLevel, approved, emergency, rejected } = requests;
const decidedAt = submittedAt + 60_000;
const revoked = followedBy(approved, ending.revoked);
const blocked = followedBy(pending, { type: 'LevelBlocked', at: decidedAt, level: 1, missing: 1, left: 0 });
const asked = 'windows' in secondLevel ? secondLevel.windows[0] : undefined;
const shortened = { ...secondLevel, windows: [asked, { ...asked, end: submittedAt + 90 * 60_000 }] } as Request;
const released = followedBy(granted, { type: 'PasswordReleased', at: submittedAt, by: 'ana' });
const inUse = followedBy(granted, {
  type: 'SessionOpened',
  at: submittedAt,
  by: 'ana',
  sessionId: 's1',
  place: sessionPlace,
  until: submittedAt + 30 * 60_000,
});

const table: [string, Request, number, string][] = [
  ['granted', granted, 0, 'The password can be viewed now, once.'],
  ['granted for a session', { ...granted, action: 'start_session' }, 0, 'One session can be opened now.'],
  [
    'granted too long ago',
    { ...granted, usableUntil: submittedAt + 60_000 } as Request,
    1,
    'This use was not begun in time: ask again if the need remains.',
  ],
  ['spent', released, 0, 'This use is spent: ask again for the next one.'],
  ['in use', inUse, 1, 'In use until 2026-11-24T17:30:00.000Z; then it is cut.'],
  ['used until its end', inUse, 30, 'This use is over. The access is being closed.'],
  ['used and given back', followedBy(inUse, ending.returned), 4, 'This use is over. The access is being closed.'],
  ['used and closed', followedBy(inUse, ending.closed), 31, 'This use is over. The access is closed.'],
  [
    'used and revoked',
    followedBy(inUse, ending.revoked),
    4,
    'Revoked: Not needed any more. The access is being closed.',
  ],
  ['level 1', pending, 0, 'Level 1 of 2 is asked: 1 more of 2 people must approve before 2026-11-24T19:00:00.000Z.'],
  [
    'level 2',
    secondLevel,
    1,
    'Level 2 of 2 is asked: 1 more of 1 person must approve before 2026-11-24T19:00:00.000Z.',
  ],
  [
    'level 2, whose window a vote has moved to an earlier end',
    shortened,
    1,
    'Level 2 of 2 is asked: 1 more of 1 person must approve before 2026-11-24T18:30:00.000Z.',
  ],
  ['blocked', blocked, 1, 'Level 1 of 2 cannot approve: 1 more must, and 0 can. Administrators are told.'],
  [
    'approved, early',
    approved,
    1,
    'Approved. The window opens at 2026-11-24T17:02:00.000Z and ends at 2026-11-24T19:00:00.000Z.',
  ],
  [
    'approved, for another',
    { ...approved, extends: '01KATZ9B00TESTREQUEST00000' } as Request,
    1,
    'Approved: request 01KATZ9B00TESTREQUEST00000 goes on until 2026-11-24T19:00:00.000Z, unless it was over before.',
  ],
  [
    'approved, live',
    approved,
    2,
    'Approved. The window is open until 2026-11-24T19:00:00.000Z; then the access is cut.',
  ],
  [
    'approved, over',
    approved,
    120,
    'Approved. The window ended at 2026-11-24T19:00:00.000Z; the access is being closed.',
  ],
  [
    'emergency',
    emergency,
    2,
    'Emergency access: every approver of every level is told. The window is open until 2026-11-24T19:00:00.000Z; then the access is cut. Its review is due by 2026-11-27T17:00:00.000Z.',
  ],
  ['rejected', rejected, 2, 'Disapproved: nothing was released. Ask again if the need remains.'],
  [
    'out of reach',
    { ...rejected, why: 'quorum-unreachable' } as Request,
    2,
    'Too few approvers are left who could approve: nothing was released. Ask again if the need remains.',
  ],
  [
    'cancelled',
    followedBy(pending, { type: 'RequestCancelled', at: decidedAt, by: 'ana' }),
    2,
    'Cancelled by its requester: nothing was released.',
  ],
  [
    'lapsed',
    followedBy(pending, { type: 'RequestLapsed', at: decidedAt, deadline: decidedAt }),
    2,
    'Nobody decided by the deadline: nothing was released. Ask again if the need remains.',
  ],
  ['revoked', revoked, 4, 'Revoked: Not needed any more. The access is being closed.'],
  ['revoked and closed', followedBy(revoked, ending.closed), 4, 'Revoked: Not needed any more. The access is closed.'],
  ['returned', followedBy(approved, ending.returned), 4, 'Given back. The access is being closed.'],
  ['ended', followedBy(approved, ending.closed), 121, 'The window is over. The access is closed.'],
];

describe('what happens next', () => {
  it.each(table)('%s', (_what, request, minutes, sentence) => {
    expect(nextStep(request, submittedAt + minutes * 60_000)).toBe(sentence);
  });
});
