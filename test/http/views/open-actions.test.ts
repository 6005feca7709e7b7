import { describe, expect, it } from 'vitest';
import type { Capacity } from '../../../lambdas/application/people/viewer.ts';
import type { Request } from '../../../lambdas/core/request/state.ts';
import { openActions } from '../../../lambdas/http/views/open-actions.ts';
import { ending, facts, followedBy, requestId, requests, submittedAt, window } from '../requests.ts';

const MINUTE = 60_000;
const { granted, pending, secondLevel, approved, emergency, rejected } = requests;
const extension = { ...approved, extends: 'another' } as Request;
const released: Request = followedBy(granted, { type: 'PasswordReleased', at: submittedAt, by: 'ana' });
const session: Request = { ...granted, ...facts({ action: 'start_session' }) } as Request;
const noEmergency = { ...pending, rules: { ...('rules' in pending && pending.rules), emergency: false } } as Request;

type Row = [string, Request, string, Capacity[], number, string[]];

const table: Row[] = [
  ['pending, its requester', pending, 'ana', ['requester'], 3, ['cancel', 'emergency']],
  ['pending where the group allows no emergency', noEmergency, 'ana', ['requester'], 3, ['cancel']],
  ['pending at the end of its window', pending, 'ana', ['requester'], 120, ['cancel']],
  ['pending, an approver of level 1', pending, 'bruno', ['approver'], 3, ['approve', 'disapprove']],
  ['pending, an approver at the deadline', pending, 'bruno', ['approver'], 120, []],
  ['pending, an approver who asked for it', pending, 'ana', ['requester', 'approver'], 3, ['cancel', 'emergency']],
  ['pending, an auditor', pending, 'iris', ['auditor'], 3, []],
  ['pending, an administrator', pending, 'root', ['administrator'], 3, []],
  ['level 2, an approver of level 1', secondLevel, 'bruno', ['approver'], 3, []],
  ['level 2, the approver of level 2', secondLevel, 'dora', ['approver'], 3, ['approve', 'disapprove']],
  ['granted, its requester', granted, 'ana', ['requester'], 3, ['password']],
  ['granted and released', released, 'ana', ['requester'], 3, []],
  ['granted for a session', session, 'ana', ['requester'], 3, ['session']],
  ['granted for a session, an administrator', session, 'root', ['administrator'], 3, []],
  ['approved, before its window', approved, 'ana', ['requester'], 1, ['extend', 'return']],
  ['approved, in its window', approved, 'ana', ['requester'], 3, ['password', 'extend', 'return']],
  ['approved, an extension', extension, 'ana', ['requester'], 1, []],
  ['approved, an extension, an approver', extension, 'carla', ['approver'], 1, []],
  ['approved, at the end of its window', approved, 'ana', ['requester'], 120, []],
  ['approved, an approver', approved, 'carla', ['approver'], 3, ['revoke']],
  ['approved, an administrator', approved, 'root', ['administrator'], 3, ['revoke']],
  ['emergency, its requester', emergency, 'ana', ['requester'], 3, ['password', 'return']],
  [
    'emergency, an approver of any level',
    emergency,
    'dora',
    ['approver'],
    3,
    ['approve', 'disapprove', 'revoke', 'review'],
  ],
  ['rejected, its requester', rejected, 'ana', ['requester'], 3, []],
  ['revoked, its requester', followedBy(approved, ending.revoked), 'ana', ['requester'], 4, []],
  ['returned, an administrator', followedBy(approved, ending.returned), 'root', ['administrator'], 4, []],
];

describe('the actions that are open', () => {
  it.each(table)('%s', (_what, request, id, capacities, minutes, expected) => {
    const actions = openActions(request, { id, capacities }, submittedAt + minutes * MINUTE);
    expect(actions.map(({ action }) => action)).toEqual(expected);
  });

  it('say how they are called', () => {
    expect(openActions(pending, { id: 'bruno', capacities: ['approver'] }, window.start)[0]).toEqual({
      action: 'approve',
      method: 'POST',
      href: `/requests/${requestId}/decisions`,
    });
  });
});
