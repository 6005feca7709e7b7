import { fc } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { makeSubmitRequest } from '../../lambdas/application/requests/submit-request.ts';
import { routes } from '../../lambdas/http/contract/routes.ts';
import { submitRequestEndpoint } from '../../lambdas/http/endpoints/requests.ts';
import { aWorld } from '../support/fakes/world.ts';
import { claimsOf } from './api-event.ts';
import { callEndpoint, keepingLogger } from './call-endpoint.ts';

/** What the server alone says of a request, a vote or a person. */
const serverOwned = [
  'id',
  'principal',
  'requester',
  'requesterId',
  'approver',
  'approverId',
  'by',
  'seat',
  'level',
  'status',
  'state',
  'name',
  'now',
  'at',
  'createdAt',
  'deadline',
  'policyVersion',
  'groupId',
  'restrictionCode',
  'explanation',
  'rules',
  'ballots',
  'channel',
  'evidence',
  'roles',
  'emergency',
  '__proto__',
  'constructor',
  'prototype',
];

/** A policy is read as it was written and judged by its own strict schema, which names every unknown field. */
const withBody = routes.filter(({ body, operationId }) => body && !operationId.endsWith('-policy'));
const cases = withBody.flatMap((route) => serverOwned.map((field) => [route.operationId, field, route] as const));

describe('S-15: what the server says of a call, no caller says', () => {
  it('has routes to try', () => {
    expect(withBody.length).toBeGreaterThan(12);
  });

  it.each(cases)('%s takes no field "%s"', (_operation, field, { body }) => {
    const sent = JSON.parse(`{${JSON.stringify(field)}:"x"}`);
    const issues = body?.safeParse(sent).error?.issues ?? [];

    expect(issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []))).toContain(field);
  });

  it('whatever else a body holds, the request that is stored is of the caller, as of now, and as the rules say', async () => {
    const good = { credential: 'orders-admin', action: 'view_password', justification: 'The job is stuck' };
    const window = { start: '2026-11-24T14:00:00-03:00', end: '2026-11-24T16:00:00-03:00' };
    const extra = fc.dictionary(fc.oneof(fc.constantFrom(...serverOwned), fc.string()), fc.jsonValue(), { maxKeys: 4 });
    const known = new Set(['credential', 'action', 'justification', 'reason', 'ticket', 'window']);

    await fc.assert(
      fc.asyncProperty(extra, async (more) => {
        const world = aWorld();
        const shell = { clock: world.ports.clock, logger: keepingLogger() };
        const endpoint = submitRequestEndpoint(shell, makeSubmitRequest(world.ports));
        const unknown = Object.entries(more).filter(([name]) => !known.has(name));
        const body = JSON.stringify({ ...Object.fromEntries(unknown), ...good, window });

        const { status } = await callEndpoint(endpoint, { body, claims: claimsOf('ana') });

        const stored = world.table.all().filter(({ sk }) => sk === 'STATE');
        expect(status).toBe(unknown.length > 0 ? 400 : 201);
        expect(stored).toHaveLength(unknown.length > 0 ? 0 : 1);
        for (const { request } of stored)
          expect(request).toMatchObject({ requester: 'ana', name: 'pending', createdAt: world.ports.clock() });
      }),
    );
  });
});
