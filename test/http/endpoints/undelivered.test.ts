import { expect, it } from 'vitest';
import { ok } from '../../../lambdas/core/result.ts';
import { listUndeliveredEndpoint } from '../../../lambdas/http/endpoints/undelivered.ts';
import { claimsOf } from '../api-event.ts';
import { callEndpoint, keepingLogger } from '../call-endpoint.ts';

const at = Date.parse('2026-11-24T17:00:30Z');
const told = { kind: 'bounced', since: at, lastAt: at + 1000, mails: 2, reason: '550 no such user' } as const;
const refused: unknown[] = [];
const endpoint = listUndeliveredEndpoint(
  { logger: keepingLogger(), recordRefused: async (call) => void refused.push(call) },
  async () =>
    ok([
      { ...told, who: 'carla', name: 'Carla Dias', address: 'carla@example.com', requestId: 'r1' },
      { ...told, who: 'vault@example.com', address: 'vault@example.com' },
    ]),
);

it("whom mail does not reach is an administrator's to see", async () => {
  const { json } = await callEndpoint(endpoint, { claims: claimsOf('root', '[administrators]') });

  const shown = {
    kind: 'bounced',
    since: '2026-11-24T17:00:30.000Z',
    lastAt: '2026-11-24T17:00:31.000Z',
    mails: 2,
    reason: '550 no such user',
  };
  expect(json).toEqual({
    people: [
      { ...shown, person: 'carla', name: 'Carla Dias', address: 'carla@example.com', requestId: 'r1' },
      { ...shown, person: null, name: null, address: 'vault@example.com', requestId: null },
    ],
  });
});

it('R-03: others are refused and recorded', async () => {
  expect((await callEndpoint(endpoint, { claims: claimsOf('eva', '[auditors]') })).status).toBe(403);
  expect(refused).toMatchObject([{ actor: 'eva', operation: 'list-undelivered', rule: 'not-allowed' }]);
});
