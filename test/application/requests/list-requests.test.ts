import { describe, expect, it } from 'vitest';
import { makeListRequests, type Scope } from '../../../lambdas/application/requests/list-requests.ts';
import { aDispatch } from '../../support/fakes/dispatch.ts';
import { inMemoryRequestLists } from '../../support/fakes/request-lists.ts';
import { pending } from '../../support/fakes/steps.ts';
import { aWorld, principal, submitted, type World } from '../../support/fakes/world.ts';

const listed = async (
  { ports }: World,
  scope: Scope,
  who = principal('ana'),
  more: { month?: string; cursor?: string } = {},
) => {
  const outcome = await makeListRequests(ports)({ principal: who, scope, ...more });
  return outcome.ok ? outcome.value.items.map(({ id }) => id) : outcome.refusal.rule;
};

describe('my requests', () => {
  it('are my own, newest first, immediate uses included', async () => {
    const world = aWorld();
    const first = await submitted(world);
    const second = await submitted(world, { credentialId: 'reports-reader', window: undefined });
    await submitted(world, { principal: principal('bot') });

    expect(await listed(world, 'mine')).toEqual([second, first]);
    expect(await listed(world, 'mine', principal('eva'))).toEqual([]);
  });

  it('are none for somebody whom the policy does not know', async () => {
    const world = aWorld();
    await submitted(world);

    expect(await listed(world, 'mine', principal('mallory'))).toEqual([]);
  });

  it('come in pages, each found by the cursor of the last', async () => {
    const world = aWorld();
    const ids = [await submitted(world), await submitted(world), await submitted(world)];
    const ports = { ...world.ports, lists: inMemoryRequestLists(world.table, 2) };
    const list = makeListRequests(ports);

    const first = await list({ principal: principal('ana'), scope: 'mine' });
    const cursor = first.ok ? first.value.cursor : undefined;
    const second = await list({ principal: principal('ana'), scope: 'mine', cursor });

    expect(first).toMatchObject({ value: { items: [{ id: ids[2] }, { id: ids[1] }] } });
    expect(second).toMatchObject({ value: { items: [{ id: ids[0] }], cursor: undefined } });
  });

  it.each(['mine', 'approvals'] as const)('of %s refuse a cursor that no page gave out', async (scope) => {
    expect(await listed(aWorld(), scope, principal('bruno'), { cursor: 'made-up' })).toBe('cursor-unknown');
  });
});

describe('my approvals', () => {
  it('are the requests that I was asked about', async () => {
    const world = aWorld();
    const id = await pending(world);
    await aDispatch(world).dispatchAll();

    expect(await listed(world, 'approvals', principal('bruno'))).toEqual([id]);
    expect(await listed(world, 'approvals', principal('sub-dora'))).toEqual([]);
  });

  it('leave out an inbox row that its person may not see', async () => {
    const world = aWorld();
    const id = await pending(world);
    const stored = await world.ports.requests.load(id);
    if (stored) await world.ports.effects.addToInboxes(stored.request, ['eva']);

    expect(await listed(world, 'approvals', principal('eva'))).toEqual([]);
  });
});

describe('all requests', () => {
  it('are for auditors and administrators, by month', async () => {
    const world = aWorld();
    const id = await submitted(world);

    expect(await listed(world, 'all', principal('eva', 'auditor'))).toEqual([id]);
    expect(await listed(world, 'all', principal('eva', 'administrator'), { month: '2026-11' })).toEqual([id]);
    expect(await listed(world, 'all', principal('eva', 'auditor'), { month: '2026-10' })).toEqual([]);
    expect(await listed(world, 'all', principal('ana'))).toBe('not-allowed');
    expect(await listed(world, 'all', principal('bruno'))).toBe('not-allowed');
  });
});
