import { describe, expect, it } from 'vitest';
import { makeCloseAccess } from '../../../lambdas/application/closing/close-access.ts';
import { makeReleasePassword } from '../../../lambdas/application/release/release-password.ts';
import { makeReturnAccess } from '../../../lambdas/application/requests/return-access.ts';
import { recordingRotation } from '../../support/fakes/recorders.ts';
import { approved, eventsOf } from '../../support/fakes/steps.ts';
import { aWorld, principal, type World } from '../../support/fakes/world.ts';

const ana = principal('ana');

/** A release that is recorded, and slow to read the secret: `meanwhile` happens before the answer comes. */
const slowRelease = ({ ports }: World, requestId: string, meanwhile: () => Promise<unknown>) => {
  const readSecret = async () => {
    await meanwhile();
    return { username: 'orders_admin', password: 'whatever it is now' };
  };
  return makeReleasePassword({ ...ports, readSecret, secretExists: async () => true })({ principal: ana, requestId });
};

const givenBack = async (world: World, requestId: string): Promise<void> => {
  world.time.advance(1_000);
  await makeReturnAccess(world.ports)({ principal: ana, requestId });
};

describe('I-10: a password that is read while it is changed', () => {
  it('is not handed over after the change: it would outlive the access', async () => {
    const world = aWorld();
    const id = await approved(world);
    const close = makeCloseAccess({ ...world.ports, rotateSecret: recordingRotation(1).rotateSecret });

    const outcome = await slowRelease(world, id, async () => {
      await givenBack(world, id);
      await close(id);
    });

    expect(outcome).toMatchObject({ ok: false, refusal: { rule: 'credential-changing' } });
    expect(await eventsOf(world, id)).toContain('PasswordReleased');
  });

  it('is not handed over during the change either', async () => {
    const world = aWorld();
    const id = await approved(world);

    const outcome = await slowRelease(world, id, async () => {
      await givenBack(world, id);
      const { lockVersion } = await world.ports.custody.read('orders-admin');
      await world.ports.custody.startRotation('orders-admin', { id, at: world.time.clock(), lockVersion });
    });

    expect(outcome).toMatchObject({ ok: false, refusal: { rule: 'credential-changing' } });
  });

  it('is handed over when another grant on the credential began meanwhile: nothing was changed', async () => {
    const world = aWorld();
    const id = await approved(world);

    expect(await slowRelease(world, id, () => approved(world))).toMatchObject({ ok: true });
  });
});
