import { expect, it } from 'vitest';
import { ok } from '../../../lambdas/core/result.ts';
import { redriveDeadLettersEndpoint } from '../../../lambdas/http/endpoints/dead-letters.ts';
import { claimsOf } from '../api-event.ts';
import { callEndpoint, keepingLogger } from '../call-endpoint.ts';

const asked: unknown[] = [];
const endpoint = redriveDeadLettersEndpoint(
  { logger: keepingLogger(), recordRefused: async () => undefined },
  async (order) => {
    asked.push(order);
    return ok([{ queue: 'mail', found: 2, done: 1, left: 1 }]);
  },
);

it("a redrive is an administrator's to order", async () => {
  const order = { body: { queue: 'mail' }, claims: claimsOf('root', '[administrators]') };
  const answer = await callEndpoint(endpoint, order);

  expect(answer.json).toEqual({ queues: [{ queue: 'mail', found: 2, done: 1, left: 1 }] });
  expect(asked).toMatchObject([{ principal: { roles: ['administrator'] }, queue: 'mail', dryRun: false }]);
  expect((await callEndpoint(endpoint, { ...order, claims: claimsOf('ana') })).status).toBe(403);
  expect((await callEndpoint(endpoint, { ...order, body: { queue: 'sms' } })).status).toBe(400);
});
