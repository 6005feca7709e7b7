import { describe, expect, it } from 'vitest';
import { makeShowRequest } from '../../../lambdas/application/requests/show-request.ts';
import { makeUseEmergency } from '../../../lambdas/application/requests/use-emergency.ts';
import { asked, pending, voted } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal, submitted, type World } from '../../support/fakes/world.ts';

const shown = async ({ ports }: World, requestId: string, who = principal('ana')) => {
  const outcome = await makeShowRequest(ports)({ principal: who, requestId });
  return outcome.ok ? outcome.value.viewer.capacities : outcome.refusal.rule;
};

describe('I-04: a request is shown', () => {
  it.each([
    ['the requester', principal('ana'), ['requester']],
    ['an approver of the level that was opened', principal('bruno'), ['approver']],
    ['an approver of a level that was not', principal('sub-dora'), 'no-such-request'],
    ['a stranger', principal('eva'), 'no-such-request'],
    ['somebody whom the policy does not know', principal('mallory'), 'no-such-request'],
    ['an auditor', principal('eva', 'auditor'), ['auditor']],
    ['an administrator whom the policy does not know', principal('root', 'administrator'), ['administrator']],
    ['an approver who is an auditor too', principal('bruno', 'auditor'), ['auditor', 'approver']],
  ])('to %s: %s', async (_name, who, answer) => {
    const world = aWorld();

    expect(await shown(world, await pending(world), who)).toEqual(answer);
  });

  it('to the approvers of a level once it is opened, and then for good', async () => {
    const world = aWorld();
    const id = await pending(world);
    await voted(world, id, 'bruno');
    await asked(world, id);

    expect(await shown(world, id, principal('sub-dora'))).toEqual(['approver']);
    expect(await shown(world, id, principal('carla'))).toEqual(['approver']);
  });

  it('to every approver in an emergency', async () => {
    const world = aWorld();
    const id = await pending(world);
    await makeUseEmergency(world.ports)({ principal: principal('ana'), requestId: id, reason: 'orders are lost' });

    expect(await shown(world, id, principal('sub-dora'))).toEqual(['approver']);
  });

  it('to no machine as an approver', async () => {
    const world = aWorld();
    const id = await pending(world);
    const policy = vaultPolicy();
    const users = policy.users.map((user) => (user.id === 'bruno' ? { ...user, kind: 'machine' as const } : user));
    world.book.edit({ ...policy, users });

    expect(await shown(world, id, principal('bruno'))).toBe('no-such-request');
  });

  it('as not there, with one answer for foreign and absent', async () => {
    const world = aWorld();
    const id = await pending(world);
    const show = makeShowRequest(world.ports);

    const foreign = await show({ principal: principal('eva'), requestId: id });

    expect(foreign).toEqual(await show({ principal: principal('eva'), requestId: 'no-such-id' }));
  });

  it('with the whole decision, which the record of its submission holds and its state does not', async () => {
    const world = aWorld();
    const id = await pending(world);

    expect(await makeShowRequest(world.ports)({ principal: principal('bruno'), requestId: id })).toMatchObject({
      value: { explanation: { outcome: 'approve', groupId: 45, candidates: [{ code: '11110045' }] } },
    });
    expect(JSON.stringify(world.table.get({ pk: `R#${id}`, sk: 'STATE' }))).not.toContain('candidates');
  });

  it('with its whole history', async () => {
    const world = aWorld();
    const id = await submitted(world, { credentialId: 'reports-reader', window: undefined });

    expect(await makeShowRequest(world.ports)({ principal: principal('ana'), requestId: id })).toMatchObject({
      value: { stored: { version: 1 }, viewer: { id: 'ana' }, history: [{ type: 'UseGranted', seq: 1 }] },
    });
  });
});
