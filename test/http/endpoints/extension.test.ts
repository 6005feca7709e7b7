import { describe, expect, it } from 'vitest';
import type { ExtensionAsked } from '../../../lambdas/application/requests/ask-extension.ts';
import { ok, refuse } from '../../../lambdas/core/result.ts';
import { askExtensionEndpoint } from '../../../lambdas/http/endpoints/extension.ts';
import { callEndpoint, keepingLogger } from '../call-endpoint.ts';
import { requestId, requests, submittedAt } from '../requests.ts';

const shell = { logger: keepingLogger(), clock: () => submittedAt };
const form = { until: '2026-11-24T20:00:00Z', justification: 'The job is still running' };

describe('POST /requests/{id}/extension', () => {
  it('asks, and answers with the request that was made for it', async () => {
    const asked: ExtensionAsked[] = [];
    const endpoint = askExtensionEndpoint(shell, async (ask) => {
      asked.push(ask);
      return ok({ request: requests.pending, version: 2, head: '' });
    });

    const answered = await callEndpoint(endpoint, { params: { id: 'r0' }, body: form });

    expect(asked).toMatchObject([
      { requestId: 'r0', until: Date.parse('2026-11-24T20:00:00Z'), justification: 'The job is still running' },
    ]);
    expect(answered.status).toBe(201);
    expect(answered.headers['Location']).toBe(`/requests/${requestId}`);
    expect(answered.json).toMatchObject({ request: { state: 'pending' }, asked: { level: 1 } });
  });

  it.each([
    [{ ...form, until: 'tomorrow' }, 400],
    [{ until: form.until }, 400],
    [{ ...form, requester: 'ben' }, 400],
  ])('S-15: is refused with %j', async (body, status) => {
    const endpoint = askExtensionEndpoint(shell, async () => refuse({ rule: 'not-extendable', reason: 'No.' }));

    expect((await callEndpoint(endpoint, { params: { id: 'r0' }, body })).status).toBe(status);
  });
});
