import { describe, expect, it } from 'vitest';
import { runInMemory } from '../support/in-memory-terminal.ts';

const demo = 'local/demo/policy.yaml';

const outcomeOf = async (user: string, credential: string, more: { action?: string; at?: string } = {}) => {
  const { action = 'view_password', at = '2026-11-28T03:00:00Z' } = more;
  const lines = [JSON.stringify({ user, credential, action, at })];
  return JSON.parse((await runInMemory(['explain', '--policy', demo, '--batch'], { lines })).out);
};

describe('the demo policy', () => {
  it('is valid, and its only warning is the one that it teaches', async () => {
    const { out, code } = await runInMemory(['policy', 'check', demo, '--json']);

    expect(code).toBe(0);
    expect(JSON.parse(out).warnings).toMatchObject([{ rule: 'approval-lapses-outside-window' }]);
  });

  it.each([
    ['ana', 'payments-admin', 'view_password', 'approve'],
    ['ana', 'payments-admin', 'start_session', 'approve'],
    ['ana', 'reports-reader', 'view_password', 'justify'],
    ['nightly-report', 'reports-reader', 'view_password', 'justify'],
    ['ana', 'vault-root', 'view_password', 'deny'],
    ['bruno', 'payments-admin', 'view_password', 'deny'],
    ['alex', 'vault-root', 'view_password', 'approve'],
  ])('at any hour lets %s use %s for %s: %s', async (user, credential, action, outcome) => {
    expect(await outcomeOf(user, credential, { action })).toMatchObject({ outcome, nextChange: null });
  });
});
