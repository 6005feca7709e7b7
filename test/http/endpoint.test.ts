import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Fault } from '../../lambdas/application/fault.ts';
import { ok, refuse } from '../../lambdas/core/result.ts';
import type { Call } from '../../lambdas/http/call.ts';
import type { Route } from '../../lambdas/http/contract/route.ts';
import { idInPath, windowInput } from '../../lambdas/http/contract/text.ts';
import { makeEndpoint } from '../../lambdas/http/endpoint.ts';
import { claimsOf } from './api-event.ts';
import { callEndpoint, keepingLogger } from './call-endpoint.ts';

const route = {
  method: 'POST',
  path: '/things/{id}',
  operationId: 'make-thing',
  summary: 'Makes a thing',
  params: idInPath,
  query: z.strictObject({ dry: z.enum(['yes', 'no']).optional() }),
  body: z.strictObject({ name: z.string(), window: windowInput.optional() }),
  success: 201,
  answer: z.object({ name: z.string() }),
  problems: [],
  roles: [],
  idempotent: true,
} as const satisfies Route;

const given = { params: { id: 'a1' }, body: { name: 'lamp' } };

const endpointOf = (answer: (call: Call<typeof route>) => unknown = () => ({ name: 'lamp' })) => {
  const calls: Call<typeof route>[] = [];
  const logger = keepingLogger();
  const endpoint = makeEndpoint(route, {
    logger,
    answer: async (call) => {
      calls.push(call);
      return ok({ body: answer(call) as { name: string } });
    },
  });
  return { endpoint, calls, logger };
};

describe('a good call', () => {
  it('reaches the use case with who called and what was sent, and nothing else', async () => {
    const { endpoint, calls } = endpointOf();

    const answered = await callEndpoint(endpoint, { ...given, query: { dry: 'yes' }, headers: { Accept: 'text/csv' } });

    expect(answered.status).toBe(201);
    expect(calls).toEqual([
      {
        principal: { id: 'ana', roles: [] },
        params: { id: 'a1' },
        query: { dry: 'yes' },
        body: { name: 'lamp' },
        idempotency: undefined,
        accept: 'text/csv',
        evidence: { sourceIp: '192.0.2.7', apiRequestId: 'JKJaXmPLvHcESHA=' },
      },
    ]);
  });

  it('is answered with the declared fields only, never cached or sniffed', async () => {
    const { endpoint } = endpointOf(() => ({ name: 'lamp', secret: 'countersign/orders-admin' }));

    const answered = await callEndpoint(endpoint, given);

    expect(answered.json).toEqual({ name: 'lamp' });
    expect(answered.headers).toMatchObject({
      'Content-Type': 'application/json',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'no-referrer',
    });
    expect(answered.headers['Content-Security-Policy']).toContain("default-src 'none'");
    expect(answered.headers['Strict-Transport-Security']).toMatch(/^max-age=\d+/);
  });

  it('may come in base64 and under any spelling of its headers', async () => {
    const { endpoint } = endpointOf();
    const { apiEvent, lambdaContext } = await import('./api-event.ts');
    const event = apiEvent(given);
    event.headers = { 'Content-Type': 'application/json; charset=utf-8' };
    event.body = Buffer.from('{"name":"lamp"}').toString('base64');
    event.isBase64Encoded = true;

    expect((await endpoint(event, lambdaContext)).statusCode).toBe(201);
  });
});

describe('a refusal and a failure', () => {
  const failing = (error: unknown) => {
    const logger = keepingLogger();
    const answer = async () => {
      throw error;
    };
    return { logger, endpoint: makeEndpoint(route, { logger, answer }) };
  };

  it('of the use case is a problem document', async () => {
    const endpoint = makeEndpoint(route, {
      logger: keepingLogger(),
      answer: async () => refuse({ rule: 'no-self-approval', reason: 'Nobody approves their own request.' }),
    });

    const answered = await callEndpoint(endpoint, given);

    expect(answered.status).toBe(403);
    expect(answered.headers).toMatchObject({
      'Content-Type': 'application/problem+json',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    });
    expect(answered.json).toMatchObject({ rule: 'no-self-approval', detail: 'Nobody approves their own request.' });
  });

  it.each([
    [new Fault('StorageFault', 'table Requests in account 123456789012'), 503],
    [new Error('table Requests in account 123456789012'), 500],
  ])('%s tells people nothing of its cause and is logged', async (error, status) => {
    const { endpoint, logger } = failing(error);

    const answered = await callEndpoint(endpoint, given);

    expect(answered.status).toBe(status);
    expect(answered.text).not.toContain('123456789012');
    expect(logger.lines).toEqual([['failed', expect.objectContaining({ operation: 'make-thing', status, error })]]);
  });

  it('of an answer that the contract does not admit is a bug of ours', async () => {
    const { endpoint } = endpointOf(() => ({ name: 7 }));
    expect((await callEndpoint(endpoint, given)).json).toMatchObject({ status: 500, rule: 'internal-error' });
  });

  it('lets no token, header or body into the log', async () => {
    const { endpoint, logger } = endpointOf();
    await callEndpoint(endpoint, { ...given, body: { name: 'canary-body' } });
    await callEndpoint(endpoint, { ...given, body: '{"name": canary-body' });
    await callEndpoint(endpoint, { ...given, body: { name: 'canary-body', more: 1 } });

    expect(logger.lines).toHaveLength(3);
    expect(JSON.stringify(logger.lines)).not.toMatch(/canary|Bearer|192\.0\.2\.7/);
  });
});

describe('who may call', () => {
  const { endpoint, calls } = endpointOf();

  it.each([
    ['no verified claims', null, 401, 'not-signed-in'],
    ['an ID token', { ...claimsOf('ana'), token_use: 'id' }, 401, 'access-token-required'],
  ])('%s', async (_what, claims, status, rule) => {
    const answered = await callEndpoint(endpoint, { ...given, claims });
    expect(answered).toMatchObject({ status, json: { rule } });
    expect(answered.headers['WWW-Authenticate']).toBe('Bearer');
    expect(calls).toHaveLength(0);
  });

  it.each([
    [undefined, 403],
    ['[approvers]', 403],
    ['[auditors]', 201],
  ])('with the groups %s of a route for auditors: %i', async (groups, status) => {
    const guarded = makeEndpoint({ ...route, roles: ['auditor'] } as const, {
      logger: keepingLogger(),
      answer: async () => ok({ body: { name: 'lamp' } }),
    });
    const answered = await callEndpoint(guarded, { ...given, claims: claimsOf('ana', groups) });
    expect(answered.status).toBe(status);
  });
});
