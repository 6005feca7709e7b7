import { describe, expect, it } from 'vitest';
import { type Policy, policySchema } from '../../../lambdas/core/policy/schema.ts';
import { ok, refuse } from '../../../lambdas/core/result.ts';
import {
  applyPolicyEndpoint,
  checkPolicyEndpoint,
  showPolicyEndpoint,
} from '../../../lambdas/http/endpoints/policy.ts';
import type { Refused } from '../../../lambdas/http/problem.ts';
import { claimsOf } from '../api-event.ts';
import { callEndpoint, keepingLogger } from '../call-endpoint.ts';

const shell = { logger: keepingLogger(), recordRefused: async () => undefined };
const administrator = claimsOf('root', '[administrators]');
const error = { path: 'groups[0].id', rule: 'shape', message: 'must be a whole number', fix: 'write 1 to 9999' };
const written = { version: 1, groups: [{ id: '45' }], colour: 'red' };

describe('a policy', () => {
  it('reaches the check as it was written, unknown fields included', async () => {
    const given: unknown[] = [];
    const endpoint = checkPolicyEndpoint(shell, async ({ policy }) => {
      given.push(policy);
      return ok({ errors: [error], warnings: [], items: 0, limit: 100 });
    });
    const { json } = await callEndpoint(endpoint, { body: written, claims: administrator });
    expect(given).toEqual([written]);
    expect(json).toEqual({ errors: [error], warnings: [], items: 0, limit: 100 });
  });

  it('that is invalid is a 422 with every error', async () => {
    const refused: Refused = { rule: 'policy-invalid', reason: 'The policy has 1 error.', errors: [error] };
    const endpoint = applyPolicyEndpoint(shell, async () => refuse(refused));
    const { json } = await callEndpoint(endpoint, { body: written, claims: administrator });
    expect(json).toMatchObject({ status: 422, rule: 'policy-invalid', errors: [error] });
  });

  it('that was applied answers its version', async () => {
    const endpoint = applyPolicyEndpoint(shell, async () => ok({ version: 4 }));
    expect((await callEndpoint(endpoint, { body: written, claims: administrator })).json).toEqual({ version: 4 });
  });

  it('may be larger than other bodies', async () => {
    const endpoint = applyPolicyEndpoint(shell, async () => ok({ version: 4 }));
    const body = { ...written, groups: Array.from({ length: 2000 }, (_, id) => ({ id, name: `group number ${id}` })) };
    expect((await callEndpoint(endpoint, { body, claims: administrator })).status).toBe(200);
  });

  it.each(['{"users":[{"__proto__":{"enabled":true}}]}', '{"constructor":{"prototype":{"enabled":true}}}'])(
    'does not reach the use case as %s',
    async (body) => {
      const endpoint = applyPolicyEndpoint(shell, async () => ok({ version: 4 }));
      expect((await callEndpoint(endpoint, { body, claims: administrator })).json).toMatchObject({
        status: 400,
        rule: 'unknown-field',
      });
    },
  );

  it('in force is shown whole', async () => {
    const policy: Policy = {
      version: 1,
      settings: policySchema.parse({}).settings,
      users: [],
      credentials: [],
      groups: [],
    };
    const endpoint = showPolicyEndpoint(shell, async () =>
      ok({ version: 4, generation: 1, policy, retiredGroupIds: [7] }),
    );
    const { json } = await callEndpoint(endpoint, { method: 'GET', claims: administrator });
    expect(json).toEqual({ version: 4, policy, retiredGroupIds: [7] });
  });

  it.each([[undefined], ['[approvers]'], ['[auditors]']])('is not for the groups %s', async (groups) => {
    const endpoints = [
      showPolicyEndpoint(shell, async () => refuse({ rule: 'no-policy', reason: '' })),
      checkPolicyEndpoint(shell, async () => ok({ errors: [], warnings: [], items: 0, limit: 100 })),
      applyPolicyEndpoint(shell, async () => ok({ version: 4 })),
    ];
    for (const endpoint of endpoints) {
      const answered = await callEndpoint(endpoint, { body: {}, claims: claimsOf('ana', groups) });
      expect(answered.json).toMatchObject({ status: 403, rule: 'not-allowed' });
    }
  });
});
