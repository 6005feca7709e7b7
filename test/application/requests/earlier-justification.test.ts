import { describe, expect, it } from 'vitest';
import type { Submission } from '../../../lambdas/application/requests/submission.ts';
import { makeSubmitRequest } from '../../../lambdas/application/requests/submit-request.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aSubmission, aWorld, type World } from '../../support/fakes/world.ts';

const reasonFor15Minutes = {
  id: 9,
  name: 'Billing',
  members: { users: ['ana'] },
  criteria: { devices: ['billing-*', 'stock-*'] },
  viewPassword: { allowed: true, justification: 'required', justificationValidity: 'PT15M' },
  startSession: { allowed: true, justification: 'required' },
} as const;

const aBillingWorld = (): World => {
  const world = aWorld({ policy: vaultPolicy({ groups: [reasonFor15Minutes as never] }) });
  world.time.set('2026-11-24T12:00:00Z');
  return world;
};

const submit = async ({ ports }: World, more: Partial<Submission>) => {
  const form = { credentialId: 'billing-admin', justification: undefined, window: undefined, ...more };
  const outcome = await makeSubmitRequest(ports)(aSubmission(form));
  return outcome.ok ? outcome.value.request.justification : outcome.refusal.rule;
};

describe('a justification that was given within its validity', () => {
  it('is not asked again for the same credential and action', async () => {
    const world = aBillingWorld();
    await submit(world, { justification: 'month end' });

    world.time.set('2026-11-24T12:15:00Z');

    expect(await submit(world, {})).toBe('month end');
  });

  it('is asked again a millisecond later, and reuse does not prolong it', async () => {
    const world = aBillingWorld();
    await submit(world, { justification: 'month end' });
    world.time.set('2026-11-24T12:14:00Z');
    await submit(world, {});

    world.time.set('2026-11-24T12:15:00.001Z');

    expect(await submit(world, {})).toBe('justification-required');
  });

  it('says nothing for another credential, nor for another action', async () => {
    const world = aBillingWorld();
    await submit(world, { justification: 'month end' });

    expect(await submit(world, { credentialId: 'stock-admin' })).toBe('justification-required');
    expect(await submit(world, { action: 'start_session' })).toBe('justification-required');
  });

  it('gives way to a new one', async () => {
    const world = aBillingWorld();
    await submit(world, { justification: 'month end' });

    expect(await submit(world, { justification: 'audit' })).toBe('audit');
  });
});
