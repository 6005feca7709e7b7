import { describe, expect, it } from 'vitest';
import { makeExplainDecision } from '../../lambdas/application/access/explain-decision.ts';
import { makeSubmitRequest } from '../../lambdas/application/requests/submit-request.ts';
import { explainDecisionEndpoint } from '../../lambdas/http/endpoints/credentials.ts';
import { submitRequestEndpoint } from '../../lambdas/http/endpoints/requests.ts';
import { vaultPolicy } from '../support/fakes/vault-policy.ts';
import { aWorld } from '../support/fakes/world.ts';
import type { Given } from './api-event.ts';
import { callEndpoint, keepingLogger } from './call-endpoint.ts';

/** Approval is demanded from 13:00 to 17:00, vault time; it is 17:01 there. At 14:00 the code would be 11110045. */
const aVault = (timeZone = 'Europe/Lisbon') => {
  const approval = { when: { hours: [{ from: '13:00', to: '17:00' }] } };
  const world = aWorld({ policy: vaultPolicy({ approval, users: { ana: { timeZone } } }), at: '2026-11-24T20:01:00Z' });
  const shell = { logger: keepingLogger(), clock: world.ports.clock };
  return {
    explain: explainDecisionEndpoint(shell, makeExplainDecision(world.ports)),
    submit: submitRequestEndpoint(shell, makeSubmitRequest(world.ports)),
  };
};
const NOW = '11100045';
const inside = '2026-11-24T14:00:00-03:00';
const use = { action: 'view_password' };

const explained = (more: Given, timeZone?: string) =>
  callEndpoint(aVault(timeZone).explain, { params: { id: 'orders-admin' }, body: use, ...more });
const submitted = (more: Given) =>
  callEndpoint(aVault().submit, {
    body: { ...use, credential: 'orders-admin', justification: 'The nightly job is stuck' },
    ...more,
  });

describe('T-22: the restriction code is that of the vault’s own clock', () => {
  it.each([
    ['no claim about the time', {}],
    ['Date', { Date: 'Tue, 24 Nov 2026 17:00:00 GMT' }],
    ['X-Amz-Date', { 'X-Amz-Date': '20261124T170000Z' }],
    ['X-Timezone', { 'X-Timezone': 'Asia/Tokyo' }],
    ['Time-Zone', { 'Time-Zone': 'Pacific/Apia' }],
    ['If-Modified-Since', { 'If-Modified-Since': 'Tue, 24 Nov 2026 17:00:00 GMT' }],
  ])('whatever the header %s says', async (_name, headers) => {
    expect((await explained({ headers })).json).toMatchObject({ code: NOW, at: '2026-11-24T20:01:00.000Z' });
    expect((await submitted({ headers })).json).toMatchObject({ request: { restrictionCode: NOW } });
  });

  it.each(['now', 'at', 'time', 'date', 'timeZone', 'timezone', 'zone'])(
    'a body that says "%s" is refused by that name, and decides nothing',
    async (field) => {
      const refused = { status: 400, rule: 'unknown-field', field };

      expect((await explained({ body: { ...use, [field]: inside } })).json).toMatchObject(refused);
      expect((await submitted({ body: { ...use, credential: 'orders-admin', [field]: inside } })).json).toMatchObject(
        refused,
      );
    },
  );

  it.each(['now', 'at', 'timeZone'])('a query that says "%s" changes nothing', async (name) => {
    expect((await explained({ query: { [name]: inside } })).json).toMatchObject({ code: NOW });
  });

  it.each(['Asia/Tokyo', 'Pacific/Apia', 'America/Los_Angeles'])(
    'the zone of a person, %s, is for the eye alone',
    async (timeZone) => {
      expect((await explained({}, timeZone)).json).toMatchObject({ code: NOW });
    },
  );
});
