import { describe, expect, it } from 'vitest';
import { lintSessions } from '../../../lambdas/core/policy/lint-sessions.ts';
import { aPolicy, type PolicyInput } from '../../support/policy-builders.ts';

const target = { engine: 'postgres', host: 'db', port: 5432, node: 'mi-1' };
const group = { id: 45, name: 'Databases', members: { users: ['ana'] } };
const credentials = [
  { id: 'orders-admin', username: 'orders_admin', device: 'orders-db', target },
  { id: 'stock-admin', username: 'stock_admin', device: 'stock-db', target: { engine: 'postgres' } },
];
const found = (more: Partial<NonNullable<PolicyInput['groups']>[number]>) =>
  lintSessions(aPolicy({ credentials, groups: [{ ...group, ...more }] })).map(({ rule, message }) => [rule, message]);
const startSession = { allowed: true };

describe('session-without-target', () => {
  it('names the credentials on which a group gives sessions that cannot be opened', () => {
    expect(found({ startSession })).toEqual([
      ['session-without-target', 'group 45 gives sessions on stock-admin, whose target does not say where they go'],
    ]);
  });

  it.each([
    ['its criteria leave them out', { startSession, criteria: { devices: ['orders-*'] } }],
    ['it is disabled', { startSession, enabled: false }],
    ['it allows no sessions', { startSession: { allowed: false } }],
    ['it says nothing of sessions', { viewPassword: { allowed: true } }],
  ])('is silent about a group when %s', (_why, more) => {
    expect(found(more)).toEqual([]);
  });
});
