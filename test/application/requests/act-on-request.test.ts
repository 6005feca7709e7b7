import { describe, expect, it } from 'vitest';
import { makeCancelRequest } from '../../../lambdas/application/requests/cancel-request.ts';
import { makeReturnAccess } from '../../../lambdas/application/requests/return-access.ts';
import { makeRevokeAccess } from '../../../lambdas/application/requests/revoke-access.ts';
import { approved, eventsOf, pending, requestOf, voted } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal } from '../../support/fakes/world.ts';

const cancel = (world: ReturnType<typeof aWorld>, requestId: string, who = principal('ana'), bodyDigest = '') =>
  makeCancelRequest(world.ports)({
    principal: who,
    requestId,
    ...(bodyDigest ? { idempotency: { key: 'k1', bodyDigest } } : {}),
  });

describe('who may see nothing finds nothing', () => {
  it.each([
    ['a stranger', principal('eva')],
    ['somebody whom the policy does not know', principal('mallory')],
    ['an approver whose level was not opened', principal('sub-dora')],
    ['an approver under the id, who signs in by a subject', principal('dora')],
  ])('I-04: %s gets the answer of a request that is not there, and both are recorded', async (_name, who) => {
    const world = aWorld();
    const id = await pending(world);
    const before = await world.ports.requests.load(id);

    const foreign = await cancel(world, id, who);
    const absent = await cancel(world, 'no-such-id', who);

    expect(foreign).toMatchObject({ ok: false, refusal: { rule: 'no-such-request' } });
    expect(foreign).toEqual(absent);
    expect(await world.ports.requests.load(id)).toEqual(before);
    const record = { type: 'CommandRefused', actor: who.id, detail: { rule: 'no-such-request' } };
    expect(world.refusals()).toEqual([record, record]);
  });

  it.each(['cancel', 'return', 'revoke'] as const)('I-04: by %s', async (command) => {
    const world = aWorld();
    const id = await approved(world);
    const act = { principal: principal('eva'), requestId: id };
    const acts = {
      cancel: () => makeCancelRequest(world.ports)(act),
      return: () => makeReturnAccess(world.ports)(act),
      revoke: () => makeRevokeAccess(world.ports)({ ...act, text: 'no' }),
    };

    expect(await acts[command]()).toMatchObject({ refusal: { rule: 'no-such-request' } });
    expect(await requestOf(world, id)).toMatchObject({ name: 'approved' });
  });
});

describe('a person acts', () => {
  it('cancels a request that waits', async () => {
    const world = aWorld();
    const id = await pending(world);

    expect(await cancel(world, id)).toMatchObject({ ok: true, value: { request: { name: 'cancelled' } } });
    expect(world.refusals()).toEqual([]);
  });

  it.each([
    ['an approver', principal('bruno')],
    ['an auditor', principal('eva', 'auditor')],
    ['an administrator', principal('eva', 'administrator')],
  ])('R-03: %s cannot cancel for the requester, and the attempt is recorded', async (_name, who) => {
    const world = aWorld();
    const id = await pending(world);

    expect(await cancel(world, id, who)).toMatchObject({ refusal: { rule: 'not-the-requester' } });

    expect(world.refusals()).toEqual([
      { type: 'CommandRefused', actor: who.id, detail: { rule: 'not-the-requester' } },
    ]);
  });

  it('S-15: an auditor called like the requester’s id, who is not that person, never cancels for her', async () => {
    const world = aWorld({ policy: vaultPolicy({ users: { ana: { subject: 'sub-ana' } } }) });
    const id = await pending(world, { principal: principal('sub-ana') });

    expect(await cancel(world, id, principal('ana', 'auditor'))).toMatchObject({
      refusal: { rule: 'not-the-requester' },
    });
    expect(await requestOf(world, id)).toMatchObject({ name: 'pending', requester: 'ana' });
  });

  it('returns an access early, which asks for its close', async () => {
    const world = aWorld();
    const id = await approved(world);
    world.time.set('2026-11-24T18:00:00Z');

    const outcome = await makeReturnAccess(world.ports)({ principal: principal('ana'), requestId: id });

    expect(outcome).toMatchObject({
      value: { request: { name: 'returned', window: { end: Date.parse('2026-11-24T18:00:00Z') } } },
    });
    const effects = world.table.query(`R#${id}`, 'E#');
    expect(effects.at(-1)?.['steps']).toEqual([{ kind: 'stop-workflow' }, { kind: 'start-close' }]);
  });

  it.each([
    ['an approver', principal('carla'), 'revoked'],
    ['an administrator', principal('eva', 'administrator'), 'revoked'],
    ['an auditor', principal('eva', 'auditor'), 'not-an-approver'],
    ['the requester', principal('ana'), 'not-an-approver'],
  ])('lets an approver or an administrator revoke, with a text: %s', async (_name, who, answer) => {
    const world = aWorld();
    const id = await approved(world);

    const outcome = await makeRevokeAccess(world.ports)({ principal: who, requestId: id, text: 'Incident is over' });

    expect(outcome.ok ? outcome.value.request.name : outcome.refusal.rule).toBe(answer);
  });
});

describe('T-17: a repeat of an act', () => {
  it('is answered as the first time, although the request has moved on', async () => {
    const world = aWorld();
    const id = await pending(world);
    const first = await cancel(world, id, principal('ana'), 'body');

    const second = await cancel(world, id, principal('ana'), 'body');

    expect(second).toEqual(first);
    expect(await eventsOf(world, id)).toEqual(['RequestSubmitted', 'LevelOpened', 'RequestCancelled']);
  });

  it('with another body is refused and does nothing', async () => {
    const world = aWorld();
    const id = await pending(world);
    const act = { principal: principal('bruno'), requestId: id };
    await voted(world, id, 'bruno', { idempotency: { key: 'k1', bodyDigest: 'approve' } });

    const outcome = await makeCancelRequest(world.ports)({ ...act, idempotency: { key: 'k1', bodyDigest: 'cancel' } });

    expect(outcome).toMatchObject({ refusal: { rule: 'idempotency-key-reused' } });
  });

  it('answers nobody from the key of another whose name and key run together as theirs do', async () => {
    const world = aWorld({ policy: vaultPolicy({ users: { ana: { subject: 'a#b' } } }) });
    const id = await pending(world, { principal: principal('a#b') });
    const act = { requestId: id, idempotency: { key: 'c', bodyDigest: 'body' } };
    await makeCancelRequest(world.ports)({ ...act, principal: principal('a#b') });

    const outcome = await makeCancelRequest(world.ports)({
      ...act,
      principal: principal('a'),
      idempotency: { key: 'b#c', bodyDigest: 'body' },
    });

    expect(outcome).toMatchObject({ refusal: { rule: 'no-such-request' } });
  });

  it('answers nobody from the key of another', async () => {
    const world = aWorld();
    const id = await pending(world);
    await cancel(world, id, principal('ana'), 'body');

    expect(await cancel(world, id, principal('eva'), 'body')).toMatchObject({ refusal: { rule: 'no-such-request' } });
  });
});
