import { describe, expect, it } from 'vitest';
import { ok } from '../../../lambdas/core/result.ts';
import type { Endpoint } from '../../../lambdas/http/endpoint.ts';
import * as endpoints from '../../../lambdas/http/endpoints/request-commands.ts';
import { callEndpoint, keepingLogger } from '../call-endpoint.ts';
import { ending, followedBy, requestId, requests, submittedAt, window } from '../requests.ts';

const shell = { clock: () => submittedAt + 180_000, logger: keepingLogger() };
const { pending, secondLevel, approved, emergency } = requests;
const revoked = followedBy(approved, ending.revoked);
const returned = followedBy(approved, ending.returned);
const cancelled = followedBy(pending, { type: 'RequestCancelled', at: submittedAt, by: 'ana' });
const act = { principal: { id: 'ana', roles: [] }, requestId };

type Make = typeof endpoints.cancelRequestEndpoint;

/** An endpoint whose use case keeps what it was told and leads to `request`. */
const leadingTo = (make: unknown, request: typeof pending): { endpoint: Endpoint; told: unknown[] } => {
  const told: unknown[] = [];
  const endpoint = (make as Make)(shell, async (command) => {
    told.push(command);
    return ok({ request, version: 3, head: '' });
  });
  return { endpoint, told };
};

describe('a command on a request', () => {
  it.each([
    ['cancel', endpoints.cancelRequestEndpoint, {}, cancelled, act],
    ['return', endpoints.returnAccessEndpoint, {}, returned, act],
    [
      'emergency',
      endpoints.useEmergencyEndpoint,
      { reason: 'orders are lost' },
      emergency,
      { ...act, reason: 'orders are lost' },
    ],
    ['revoke', endpoints.revokeAccessEndpoint, { text: 'Not now.' }, revoked, { ...act, text: 'Not now.' }],
  ])('%s reaches its use case and answers with the request', async (_name, make, body, request, expected) => {
    const { endpoint, told } = leadingTo(make, request);

    const answered = await callEndpoint(endpoint, { params: { id: requestId }, body });

    expect(told).toEqual([expected]);
    expect(answered.status).toBe(200);
    expect(answered.json.request.state).toBe(request.name);
    expect(answered.text).not.toMatch(/bruno|carla|dora/);
  });

  it('may come without a body where nothing is asked', async () => {
    const { endpoint } = leadingTo(endpoints.cancelRequestEndpoint, cancelled);
    expect((await callEndpoint(endpoint, { params: { id: requestId }, headers: {} })).status).toBe(200);
  });

  it('offers the requester of an emergency the release and the return', async () => {
    const { endpoint } = leadingTo(endpoints.useEmergencyEndpoint, emergency);
    const { json } = await callEndpoint(endpoint, { params: { id: requestId }, body: { reason: 'orders are lost' } });
    expect(json.actions.map(({ action }: { action: string }) => action)).toEqual(['password', 'return']);
    expect(json.request.emergencyAccess).toBe('Yes');
  });
});

describe('POST /requests/{id}/decisions', () => {
  it('hands on the verdict, the window that was seen, a changed window and where it came from', async () => {
    const { endpoint, told } = leadingTo(endpoints.recordDecisionEndpoint, secondLevel);
    const body = {
      decision: 'approve',
      comment: 'only one hour',
      windowVersion: 1,
      window: { start: '2026-11-24T17:00:00Z', end: '2026-11-24T19:00:00Z' },
    };

    const { json } = await callEndpoint(endpoint, { params: { id: requestId }, body });

    expect(told).toEqual([
      {
        ...act,
        verdict: 'approve',
        comment: 'only one hour',
        windowVersion: 1,
        window,
        channel: 'api',
        evidence: { sourceIp: '192.0.2.7', apiRequestId: 'JKJaXmPLvHcESHA=' },
      },
    ]);
    expect(json.next).toContain('Level 2 of 2');
    expect(json).not.toHaveProperty('actions');
  });

  it.each([
    ['windowVersion', { decision: 'approve' }],
    ['windowVersion', { decision: 'approve', windowVersion: 0 }],
    ['windowVersion', { decision: 'approve', windowVersion: '1' }],
    ['decision', { decision: 'deny', windowVersion: 1 }],
    ['approverId', { decision: 'approve', windowVersion: 1, approverId: 'dora' }],
    ['channel', { decision: 'approve', windowVersion: 1, channel: 'system' }],
  ])('refuses a wrong %s', async (field, body) => {
    const { endpoint, told } = leadingTo(endpoints.recordDecisionEndpoint, secondLevel);
    expect((await callEndpoint(endpoint, { params: { id: requestId }, body })).json).toMatchObject({
      status: 400,
      field,
    });
    expect(told).toEqual([]);
  });
});

describe('POST /requests/{id}/password', () => {
  const release = (validUntil: number | undefined) => {
    const logger = keepingLogger();
    const login = { username: 'orders_admin', password: 'canary-password' };
    const endpoint = endpoints.releasePasswordEndpoint({ logger }, async () => ok({ login, validUntil }));
    return {
      logger,
      answer: callEndpoint(endpoint, { params: { id: requestId }, headers: { 'idempotency-key': 'k' } }),
    };
  };

  it('gives the login, until when it is valid, and is cached nowhere', async () => {
    const { answer, logger } = release(window.end);
    const { json, headers } = await answer;
    expect(json).toEqual({
      username: 'orders_admin',
      password: 'canary-password',
      validUntil: '2026-11-24T19:00:00.000Z',
    });
    expect(headers['Cache-Control']).toBe('no-store');
    expect(JSON.stringify(logger.lines)).not.toContain('canary');
  });

  it('of an immediate use has no end', async () => {
    expect((await release(undefined).answer).json.validUntil).toBeNull();
  });
});
