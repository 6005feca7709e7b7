import { describe, expect, it } from 'vitest';
import type { SessionRoles } from '../../../lambdas/application/ports/session-ports.ts';
import { obey, sessionRoleOrder } from '../../../lambdas/functions/change-session-roles/order.ts';

const recording = () => {
  const calls: unknown[][] = [];
  const roles: SessionRoles = {
    prepare: async (...args) => {
      calls.push(['prepare', ...args]);
      return { username: 'cs_x', database: 'shop', identity: 7 };
    },
    activate: async (...args) => {
      calls.push(['activate', ...args]);
      return 'active';
    },
    prolong: async (...args) => {
      calls.push(['prolong', ...args]);
      return 'gone';
    },
    end: async (...args) => {
      calls.push(['end', ...args]);
    },
  };
  return { roles, calls };
};

describe('an order about the roles of sessions', () => {
  it.each([
    [
      { order: 'prepare', secret: 's', sessionId: 'x' },
      ['prepare', 's', 'x'],
      { username: 'cs_x', database: 'shop', identity: 7 },
    ],
    [
      { order: 'activate', secret: 's', sessionId: 'x', identity: 7, verifier: 'v', until: 5 },
      ['activate', 's', 'x', expect.objectContaining({ identity: 7, verifier: 'v', until: 5 })],
      'active',
    ],
    [{ order: 'prolong', secret: 's', sessionId: 'x', until: 5 }, ['prolong', 's', 'x', 5], 'gone'],
    [{ order: 'end', secret: 's', sessionIds: ['x'] }, ['end', 's', ['x']], null],
  ])('%j is obeyed and answered', async (order, call, answer) => {
    const { roles, calls } = recording();

    expect(await obey(roles, sessionRoleOrder.parse(order))).toEqual(answer);
    expect(calls).toEqual([call]);
  });

  it.each([
    {},
    { order: 'drop', secret: 's' },
    { order: 'end', secret: 's', sessionIds: [] },
    { order: 'prolong', secret: 's', sessionId: 'x', until: 'soon' },
    { order: 'activate', secret: 's', sessionId: 'x', verifier: 'v', until: 5 },
  ])('is refused when it is not one: %j', (order) => {
    expect(sessionRoleOrder.safeParse(order).success).toBe(false);
  });
});
