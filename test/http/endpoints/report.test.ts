import { describe, expect, it } from 'vitest';
import type { ReportQuery } from '../../../lambdas/application/requests/report-requests.ts';
import { ok } from '../../../lambdas/core/result.ts';
import { reportRequestsEndpoint } from '../../../lambdas/http/endpoints/report.ts';
import { claimsOf } from '../api-event.ts';
import { callEndpoint, keepingLogger } from '../call-endpoint.ts';
import { at, requests } from '../requests.ts';

const now = at('2026-11-25T12:00:00.000Z');

const report = async (query: Record<string, string>, accept = '*/*', groups: string | undefined = '[auditors]') => {
  const asked: ReportQuery[] = [];
  const endpoint = reportRequestsEndpoint(
    { clock: () => now, logger: keepingLogger(), recordRefused: async () => undefined },
    async (wanted) => {
      asked.push(wanted);
      return ok({ items: [requests.granted, requests.emergency], cursor: '2026-11|abc' });
    },
  );
  const claims = claimsOf('iris', groups);
  const answered = await callEndpoint(endpoint, { method: 'GET', query, claims, headers: { accept } });
  return { ...answered, asked: asked[0] };
};

describe('GET /reports/requests', () => {
  it('is JSON with a row for each use and the cursor of the next page', async () => {
    const { json } = await report({});
    expect(json.cursor).toBe('2026-11|abc');
    expect(json.items).toMatchObject([
      { state: 'granted', emergencyAccess: 'No' },
      { state: 'emergency', emergencyAccess: 'Yes' },
    ]);
  });

  it.each([
    ['format=csv', { format: 'csv' }, '*/*'],
    ['Accept: text/csv', {}, 'text/csv'],
  ])('is a CSV file by %s', async (_how, query, accept) => {
    const { text, headers } = await report(query, accept);
    expect(headers).toMatchObject({
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': 'attachment; filename="requests.csv"',
      'X-Next-Cursor': '2026-11|abc',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    });
    expect(text.split('\r\n')[0]).toContain(',Emergency Access,');
    expect(text.trimEnd().split('\r\n')).toHaveLength(3);
  });

  it('is JSON for format=json whatever Accept says', async () => {
    expect((await report({ format: 'json' }, 'text/csv')).json.items).toHaveLength(2);
  });

  it.each([
    ['the last 31 days', {}, '2026-10-25T12:00:00.000Z', '2026-11-25T12:00:00.000Z'],
    ['whole days', { from: '2026-11-01', to: '2026-11-24' }, '2026-11-01T00:00:00.000Z', '2026-11-25T00:00:00.000Z'],
    [
      'instants',
      { from: '2026-11-24T14:00:00-03:00', to: '2026-11-24T18:00:00Z' },
      '2026-11-24T17:00:00.000Z',
      '2026-11-24T18:00:00.000Z',
    ],
  ])('covers %s', async (_what, query, from, to) => {
    const { asked } = await report(query as Record<string, string>);
    expect([asked?.from, asked?.to]).toEqual([at(from), at(to)]);
  });

  it.each([
    [{ emergency: 'Yes' }, { emergency: true }],
    [{ emergency: 'No' }, { emergency: false }],
    [
      { state: 'ended', requester: 'ana', credential: 'orders-admin' },
      { state: 'ended', requester: 'ana', credential: 'orders-admin' },
    ],
    [{}, { emergency: undefined }],
  ])('filters by %j', async (query, filters) => {
    expect((await report(query as Record<string, string>)).asked?.filters).toMatchObject(filters);
  });

  it.each([
    ['from', { from: 'yesterday' }],
    ['from', { from: '2026-11-26' }],
    ['to', { to: '2026-11-31' }],
    ['emergency', { emergency: 'yes' }],
    ['format', { format: 'xlsx' }],
  ])('refuses a wrong %s', async (field, query) => {
    expect((await report(query as Record<string, string>)).json).toMatchObject({ status: 400, field });
  });

  it.each(['[approvers]', '[]', undefined])('is not for the groups %s', async (groups) => {
    const { json, asked } = await report({}, 'text/csv', groups ?? '');
    expect(json).toMatchObject({ status: 403, rule: 'not-allowed' });
    expect(asked).toBeUndefined();
  });
});

describe('I-09: the report', () => {
  it.each([
    ['JSON', {}],
    ['CSV', { format: 'csv' }],
  ])('as %s is the answer itself, never an address that others could open, and no cache keeps it', async (_, query) => {
    const { text, headers } = await report(query);

    expect(text).toContain(requests.granted.id);
    expect(text).not.toMatch(/https?:|X-Amz-/);
    expect(headers).toMatchObject({ 'Cache-Control': 'no-store' });
    expect(headers).not.toHaveProperty('Location');
  });

  it.each(['', '[]', '[approvers]', '[auditor]', 'Auditors', '[not-auditors]', '[xauditors auditorsx]'])(
    'is not read by whoever is in the groups %j',
    async (groups) => {
      const { status, text, asked } = await report({ format: 'csv' }, 'text/csv', groups);

      expect(status).toBe(403);
      expect(text).not.toContain(requests.granted.id);
      expect(asked).toBeUndefined();
    },
  );
});

describe('R-03: a call without the role', () => {
  it('is recorded with who called what, before it is refused', async () => {
    const recorded: unknown[] = [];
    const recordRefused = async (call: unknown) => void recorded.push(call);
    const shell = { clock: () => now, logger: keepingLogger(), recordRefused };
    const endpoint = reportRequestsEndpoint(shell, async () => ok({ items: [] }));

    const { json } = await callEndpoint(endpoint, { method: 'GET', claims: claimsOf('ana') });

    expect(json).toMatchObject({ status: 403, rule: 'not-allowed' });
    expect(recorded).toMatchObject([{ actor: 'ana', operation: 'report-requests', rule: 'not-allowed' }]);
  });
});
