import { describe, expect, it } from 'vitest';
import { ok, refuse } from '../../../lambdas/core/result.ts';
import {
  clearAbsenceEndpoint,
  setAbsenceEndpoint,
  showAbsenceEndpoint,
} from '../../../lambdas/http/endpoints/absences.ts';
import { claimsOf } from '../api-event.ts';
import { callEndpoint, keepingLogger } from '../call-endpoint.ts';

const shell = { logger: keepingLogger() };
const claims = claimsOf('bruno');
const call = { claims, path: '/people/bruno/absence', params: { id: 'bruno' } };
const from = '2026-11-24T14:00:00-03:00';
const until = '2026-11-27T17:00:00Z';

describe('an absence', () => {
  it('is set for the person of the path, by the instants of the body', async () => {
    const given: unknown[] = [];
    const endpoint = setAbsenceEndpoint(shell, async ({ principal, ...absence }) => {
      given.push({ principal: principal.id, ...absence });
      return ok({ person: absence.person, absence });
    });

    const answer = await callEndpoint(endpoint, { ...call, method: 'PUT', body: { from, until, delegate: 'eva' } });

    const instants = { from: Date.parse(from), until: Date.parse(until) };
    expect(given).toEqual([{ principal: 'bruno', person: 'bruno', ...instants, delegate: 'eva' }]);
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      person: 'bruno',
      absence: { from: '2026-11-24T17:00:00.000Z', until: '2026-11-27T17:00:00.000Z', delegate: 'eva' },
    });
  });

  it.each([
    [{ until }, 'from'],
    [{ from: 'tomorrow', until }, 'from'],
    [{ from: '2026-02-30T14:00:00Z', until }, 'from'],
    [{ from, until, by: 'eva' }, 'by'],
  ])('%j is a 400 that names the field', async (body, field) => {
    const endpoint = setAbsenceEndpoint(shell, async ({ person }) => ok({ person, absence: undefined }));

    expect((await callEndpoint(endpoint, { ...call, method: 'PUT', body })).json).toMatchObject({ status: 400, field });
  });

  it('is null where there is none, and when it was cleared', async () => {
    const none = ok({ person: 'bruno', absence: undefined });

    const shown = await callEndpoint(
      showAbsenceEndpoint(shell, async () => none),
      { ...call, method: 'GET' },
    );
    const cleared = await callEndpoint(
      clearAbsenceEndpoint(shell, async () => none),
      { ...call, method: 'DELETE' },
    );

    expect(shown.json).toEqual({ person: 'bruno', absence: null });
    expect(cleared.json).toEqual({ person: 'bruno', absence: null });
  });

  it.each([
    ['not-allowed', 403],
    ['no-such-person', 404],
    ['absence-invalid', 422],
    ['delegate-invalid', 422],
  ])('%s is a %d', async (rule, status) => {
    const endpoint = showAbsenceEndpoint(shell, async () => refuse({ rule, reason: 'It cannot be.' }));

    expect((await callEndpoint(endpoint, { ...call, method: 'GET' })).json).toMatchObject({ status, rule });
  });
});
