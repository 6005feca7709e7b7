import { describe, expect, it } from 'vitest';
import { credentialSchema } from '../../../lambdas/core/policy/credential.ts';
import { ok, refuse } from '../../../lambdas/core/result.ts';
import { explainDecisionEndpoint, listCredentialsEndpoint } from '../../../lambdas/http/endpoints/credentials.ts';
import { callEndpoint, keepingLogger } from '../call-endpoint.ts';
import { decision } from '../requests.ts';

const shell = { logger: keepingLogger() };
const credential = credentialSchema.parse({
  id: 'orders-admin',
  username: 'orders_admin',
  device: 'orders-db',
  target: { engine: 'postgres', host: 'db.internal' },
});

describe('GET /credentials', () => {
  it('says what each credential may be used for, and nothing of its secret or where it lies', async () => {
    const decisions = { view_password: decision, start_session: { ...decision, outcome: 'deny' as const, code: null } };
    const endpoint = listCredentialsEndpoint(shell, async () => ok([{ credential, decisions }]));

    const { json, text } = await callEndpoint(endpoint, { method: 'GET' });

    expect(json.items).toMatchObject([
      {
        id: 'orders-admin',
        quarantinedSince: null,
        exclusive: false,
        heldBy: null,
        username: 'orders_admin',
        decisions: { view_password: { outcome: 'approve', code: '11110045' }, start_session: { outcome: 'deny' } },
      },
    ]);
    expect(text).not.toMatch(/countersign\/|db\.internal|secret/);
  });
});

describe('D-13: GET /credentials', () => {
  it('says since when a credential is quarantined', async () => {
    const decisions = { view_password: decision, start_session: decision };
    const quarantinedSince = Date.parse('2026-11-24T16:00:00Z');
    const endpoint = listCredentialsEndpoint(shell, async () => ok([{ credential, decisions, quarantinedSince }]));

    const { json } = await callEndpoint(endpoint, { method: 'GET' });

    expect(json.items).toMatchObject([{ quarantinedSince: '2026-11-24T16:00:00.000Z' }]);
  });
});

describe('GET /credentials of one that is exclusive', () => {
  it('says who has it now', async () => {
    const decisions = { view_password: decision, start_session: decision };
    const heldBy = { by: 'ben', until: Date.parse('2026-11-24T16:00:00Z') };
    const one = { credential: { ...credential, exclusive: true }, decisions, heldBy };

    const { json } = await callEndpoint(
      listCredentialsEndpoint(shell, async () => ok([one])),
      { method: 'GET' },
    );

    expect(json.items).toMatchObject([{ exclusive: true, heldBy: { by: 'ben', until: '2026-11-24T16:00:00.000Z' } }]);
  });
});

describe('POST /credentials/{id}/decision', () => {
  it('answers the explanation as policy.md writes it', async () => {
    const endpoint = explainDecisionEndpoint(shell, async ({ credentialId, action }) =>
      ok({ ...decision, credential: credentialId, action }),
    );
    const { json } = await callEndpoint(endpoint, {
      params: { id: 'orders-admin' },
      body: { action: 'view_password' },
    });
    expect(json).toEqual(decision);
  });

  it('is the same 403 for an unknown and a refused credential', async () => {
    const refused = { rule: 'credential-refused', reason: 'No access group gives you this use.' };
    const endpoint = explainDecisionEndpoint(shell, async () => refuse(refused));
    const [one, two] = await Promise.all(
      ['orders-admin', 'nobody-knows'].map((id) =>
        callEndpoint(endpoint, { params: { id }, body: { action: 'view_password' } }),
      ),
    );
    expect(one?.status).toBe(403);
    expect(one?.text).toBe(two?.text);
  });
});
