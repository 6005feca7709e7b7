import { describe, expect, it } from 'vitest';
import type { ListQuery } from '../../../lambdas/application/requests/list-requests.ts';
import type { Submission } from '../../../lambdas/application/requests/submission.ts';
import { ok, refuse } from '../../../lambdas/core/result.ts';
import {
  listRequestsEndpoint,
  showRequestEndpoint,
  submitRequestEndpoint,
} from '../../../lambdas/http/endpoints/requests.ts';
import { callEndpoint, keepingLogger } from '../call-endpoint.ts';
import { decision, requestId, requests, submittedAt, window } from '../requests.ts';

const shell = { clock: () => submittedAt + 180_000, logger: keepingLogger() };
const stored = (request: (typeof requests)['pending']) => ({ request, version: 2, head: 'f'.repeat(64) });
const form = {
  credential: 'orders-admin',
  action: 'view_password',
  justification: 'The nightly job is stuck',
  window: { start: '2026-11-24T14:00:00-03:00', end: '2026-11-24T19:00:00Z' },
};

describe('POST /requests', () => {
  it('hands the use case who asks and for what, with the window in epoch milliseconds', async () => {
    const asked: Submission[] = [];
    const endpoint = submitRequestEndpoint(shell, async (submission) => {
      asked.push(submission);
      return ok(stored(requests.pending));
    });

    await callEndpoint(endpoint, { body: form, headers: { 'Idempotency-Key': 'k-1' } });

    expect(asked).toEqual([
      {
        principal: { id: 'ana', roles: [] },
        credentialId: 'orders-admin',
        action: 'view_password',
        justification: 'The nightly job is stuck',
        window,
        idempotency: { key: 'k-1', bodyDigest: expect.any(String) },
      },
    ]);
  });

  it('answers what the confirmation screen needs', async () => {
    const endpoint = submitRequestEndpoint(shell, async () => ok(stored(requests.pending)));

    const answered = await callEndpoint(endpoint, { body: form });

    expect(answered.status).toBe(201);
    expect(answered.headers['Location']).toBe(`/requests/${requestId}`);
    expect(answered.json).toMatchObject({
      request: { id: requestId, state: 'pending' },
      asked: { level: 1, levels: 2, approversAsked: 2 },
      next: expect.stringContaining('Level 1 of 2 is asked'),
      actions: [
        { action: 'cancel', method: 'POST', href: `/requests/${requestId}/cancel` },
        { action: 'emergency', method: 'POST', href: `/requests/${requestId}/emergency` },
      ],
    });
  });

  it('of an immediate use says that it can be used now', async () => {
    const endpoint = submitRequestEndpoint(shell, async () => ok(stored(requests.granted)));
    const { json } = await callEndpoint(endpoint, { body: { credential: 'orders-admin', action: 'view_password' } });
    expect(json).toMatchObject({ request: { state: 'granted' }, actions: [{ action: 'password' }] });
    expect(json).not.toHaveProperty('asked');
  });

  it('names the field that the decision demands', async () => {
    const refused = { rule: 'window-required', field: 'window', reason: 'This use needs approval.' };
    const endpoint = submitRequestEndpoint(shell, async () => refuse(refused));
    expect((await callEndpoint(endpoint, { body: form })).json).toMatchObject({
      status: 422,
      type: 'urn:countersign:problem:window-required',
      field: 'window',
    });
  });
});

describe('GET /requests', () => {
  const asked: ListQuery[] = [];
  const items = [requests.pending, requests.approved, requests.emergency];
  const endpoint = listRequestsEndpoint(shell, async (query) => {
    asked.push(query);
    return ok({ items, cursor: 'next-page' });
  });
  const list = (query?: Record<string, string>) =>
    callEndpoint(endpoint, { method: 'GET', ...(query && { query }), claims: { ...claims } });
  const claims = { token_use: 'access', username: 'iris', 'cognito:groups': '[auditors]' };

  it('lists my own by default and hands the cursor on', async () => {
    const { json } = await list();
    expect(asked.at(-1)).toEqual({ principal: { id: 'iris', roles: ['auditor'] }, scope: 'mine' });
    expect(json.cursor).toBe('next-page');
    expect(json.items).toHaveLength(3);
  });

  it('keeps the state that was asked for', async () => {
    const { json } = await list({ scope: 'all', state: 'emergency', month: '2026-11', cursor: 'next-page' });
    expect(asked.at(-1)).toMatchObject({ scope: 'all', month: '2026-11', cursor: 'next-page' });
    expect(json.items.map((item: { state: string }) => item.state)).toEqual(['emergency']);
  });

  it.each([
    ['scope', { scope: 'theirs' }],
    ['state', { state: 'open' }],
    ['month', { month: '2026-13' }],
    ['cursor', { cursor: 'a b' }],
    ['userId', { userId: 'bruno' }],
  ])('refuses a wrong %s', async (field, query) => {
    expect((await list(query as Record<string, string>)).json).toMatchObject({ status: 400, field });
  });

  it('names no approver', async () => {
    expect((await list()).text).not.toMatch(/bruno|carla|dora/);
  });
});

describe('GET /requests/{id}', () => {
  it('shows the request as the viewer may see it', async () => {
    const endpoint = showRequestEndpoint(shell, async ({ requestId: id, principal }) =>
      ok({
        stored: stored(requests.approved),
        viewer: { id: principal.id, capacities: ['requester'] },
        explanation: decision,
        history: [],
        told: [],
        id,
      }),
    );
    const answered = await callEndpoint(endpoint, { method: 'GET', params: { id: requestId } });
    expect(answered.json).toMatchObject({
      request: { state: 'approved' },
      explanation: { code: '11110045' },
      actions: [{ action: 'password' }, { action: 'extend' }, { action: 'return' }],
    });
    expect(answered.text).not.toMatch(/bruno|carla|dora/);
  });

  it('is the same 404 for what is absent and what is not for the caller', async () => {
    const absent = { rule: 'no-such-request', reason: 'There is no such request.' };
    const endpoint = showRequestEndpoint(shell, async () => refuse(absent));
    const answers = await Promise.all(
      [requestId, 'x', '../policy'].map((id) => callEndpoint(endpoint, { method: 'GET', params: { id } })),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
  });
});
