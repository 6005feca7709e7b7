import { describe, expect, it } from 'vitest';
import { makeListCredentials } from '../../../lambdas/application/access/list-credentials.ts';
import { makeCloseAccess } from '../../../lambdas/application/closing/close-access.ts';
import { makeReleasePassword } from '../../../lambdas/application/release/release-password.ts';
import { recordingRotation } from '../../support/fakes/recorders.ts';
import { approved } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal, submitted, type World } from '../../support/fakes/world.ts';

const aVault = (more: Parameters<typeof vaultPolicy>[0] = {}) =>
  aWorld({
    policy: vaultPolicy({
      credentials: { 'orders-admin': { exclusive: true }, 'reports-reader': { exclusive: true } },
      ...more,
    }),
  });
const releasing = ({ ports }: World) => {
  const readSecret = async () => ({ username: 'x', password: 'x' });
  return makeReleasePassword({ ...ports, readSecret, secretExists: async () => true });
};
const said = async (world: World, requestId: string): Promise<string> => {
  const outcome = await releasing(world)({ principal: principal('ana'), requestId });
  return outcome.ok ? 'released' : outcome.refusal.rule;
};
const closed = ({ ports }: World, id: string) =>
  makeCloseAccess({ ...ports, endSessions: async () => undefined, rotateSecret: recordingRotation().rotateSecret })(id);

describe('a credential for one at a time', () => {
  it('is had by who uses it first, as often as they like, and refused to others until the end is confirmed', async () => {
    const world = aVault();
    const [first, second] = [await approved(world), await approved(world)];

    expect(await said(world, first)).toBe('released');
    expect(await said(world, first)).toBe('released');
    expect(await said(world, second)).toBe('in-custody');
    expect(await releasing(world)({ principal: principal('ana'), requestId: second })).toMatchObject({
      refusal: { reason: expect.stringContaining('with ana until 2026-11-24T19:00:00.000Z') },
    });
  });

  it('is free when the holder’s access was closed', async () => {
    const world = aVault();
    const end = Date.parse('2026-11-24T17:30:00Z');
    const first = await approved(world, { window: { start: Date.parse('2026-11-24T17:00:00Z'), end } });
    const second = await approved(world);
    await said(world, first);
    world.time.set('2026-11-24T17:30:00Z');
    expect(await said(world, second)).toBe('in-custody');

    await closed(world, first);

    expect(await said(world, second)).toBe('released');
  });

  it('is taken by exactly one of two who use it at the same moment', async () => {
    const world = aVault();
    const both = [await approved(world), await approved(world)];

    const outcomes = await Promise.all(both.map((id) => said(world, id)));

    expect(outcomes.toSorted()).toEqual(['in-custody', 'released']);
  });

  it('is not had by an immediate use that has no end', async () => {
    const world = aVault();
    const immediate = { credentialId: 'reports-reader', window: undefined };
    const [first, second] = [await submitted(world, immediate), await submitted(world, immediate)];

    expect(await said(world, first)).toBe('released');
    expect(await said(world, second)).toBe('released');
  });

  it('is had by an immediate use until the password is changed after it', async () => {
    const reader = { exclusive: true, rotateAfterUse: 'PT10M' };
    const world = aVault({ credentials: { 'reports-reader': reader } });
    const immediate = { credentialId: 'reports-reader', window: undefined };
    const [first, second] = [await submitted(world, immediate), await submitted(world, immediate)];

    expect(await said(world, first)).toBe('released');
    expect(await said(world, second)).toBe('in-custody');
  });

  it('shows in the list of credentials who has it, and until when', async () => {
    const world = aVault();
    const list = makeListCredentials(world.ports);
    const id = await approved(world);
    const holderOf = async () => {
      const outcome = await list(principal('ana'));
      return outcome.ok ? outcome.value.find(({ credential }) => credential.id === 'orders-admin')?.heldBy : outcome;
    };

    expect(await holderOf()).toBeUndefined();
    await said(world, id);
    expect(await holderOf()).toEqual({ by: 'ana', until: Date.parse('2026-11-24T19:00:00Z') });
  });
});
