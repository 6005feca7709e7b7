import { describe, expect, it } from 'vitest';
import type { Act } from '../../../lambdas/application/requests/act-on-request.ts';
import type { OpenedSession } from '../../../lambdas/application/sessions/give-session.ts';
import { noTarget } from '../../../lambdas/application/sessions/session-refusals.ts';
import { ok } from '../../../lambdas/core/result.ts';
import { openSessionEndpoint } from '../../../lambdas/http/endpoints/sessions.ts';
import { callEndpoint, keepingLogger } from '../call-endpoint.ts';

const id = '01K0000000000000000000000A';
const opened: OpenedSession = {
  sessionId: '01k0000000000000000000000b',
  validUntil: Date.parse('2026-11-24T19:00:00Z'),
  signIn: { engine: 'postgres', username: 'cs_01k0000000000000000000000b', password: 'p', database: 'shop' },
  channel: { sessionId: 'ssm-1', streamUrl: 'wss://stream', tokenValue: 'token' },
};
const logger = keepingLogger();

describe('POST /requests/{id}/sessions', () => {
  it('answers the login, the channel and the end, and logs none of them (I-15)', async () => {
    const acts: Act[] = [];
    const endpoint = openSessionEndpoint({ logger }, async (act) => {
      acts.push(act);
      return ok(opened);
    });

    const { status, json } = await callEndpoint(endpoint, { params: { id }, body: '{}' });

    expect(status).toBe(200);
    expect(json).toEqual({
      sessionId: opened.sessionId,
      validUntil: '2026-11-24T19:00:00.000Z',
      database: opened.signIn,
      channel: opened.channel,
    });
    expect(acts).toMatchObject([{ requestId: id, principal: { id: 'ana' } }]);
    expect(JSON.stringify(logger.lines)).not.toMatch(/token|"p"/);
  });

  it('says what the credential lacks', async () => {
    const endpoint = openSessionEndpoint({ logger }, async () => noTarget);

    const { status, json } = await callEndpoint(endpoint, { params: { id }, body: '{}' });

    expect(status).toBe(409);
    expect(json).toMatchObject({ rule: 'no-target', detail: expect.stringContaining('engine, host, port, node') });
  });
});
