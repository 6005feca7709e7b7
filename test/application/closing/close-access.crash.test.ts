import { describe, expect, it } from 'vitest';
import { makeCloseAccess } from '../../../lambdas/application/closing/close-access.ts';
import { rotationToken } from '../../../lambdas/application/closing/close-password.ts';
import { crashingAt, untilDone } from '../../support/fakes/crash.ts';
import { recordingRotation } from '../../support/fakes/recorders.ts';
import { approved, eventsOf, requestOf } from '../../support/fakes/steps.ts';
import { aWorld, type World } from '../../support/fakes/world.ts';

const ROUNDS = 40;

/** Closes a request, dying at call `nth`, and again until it is done; false when there are fewer calls than that. */
const closedWithCrash = async (world: World, id: string, nth: number, when: 'before' | 'after') => {
  const { rotateSecret, changes } = recordingRotation(2);
  const healthy = { ...world.ports, rotateSecret };
  const { ports, crashed } = crashingAt(healthy, nth, when);
  await makeCloseAccess(ports)(id).catch(() => undefined);
  await untilDone(() => makeCloseAccess(healthy)(id));
  return { crashed: crashed(), changes };
};

describe('a close that dies', () => {
  it.each(['before', 'after'] as const)(
    '%s any of its calls is done again, with one change and one record',
    async (when) => {
      let crashes = 0;
      for (let nth = 1; nth <= ROUNDS; nth += 1) {
        const world = aWorld();
        const id = await approved(world);
        world.time.set('2026-11-24T19:00:00Z');

        const { crashed, changes } = await closedWithCrash(world, id, nth, when);
        if (!crashed) break;

        crashes = nth;
        expect(changes, `died ${when} call ${nth}`).toEqual([`countersign/orders-admin ${rotationToken(id)}`]);
        expect((await eventsOf(world, id)).filter((event) => event === 'AccessClosed')).toHaveLength(1);
        expect(await requestOf(world, id)).toMatchObject({ name: 'ended', closure: { password: 'changed' } });
        expect(await world.ports.custody.read('orders-admin')).toEqual({
          lockVersion: expect.any(Number),
          grants: [],
          lock: { changedSince: expect.any(Number) },
        });
      }
      expect(crashes).toBeGreaterThanOrEqual(5);
      expect(crashes).toBeLessThan(ROUNDS);
    },
  );

  it.each(['before', 'after'] as const)(
    '%s any of its calls, with another that ends at the same moment: one change',
    async (when) => {
      for (let nth = 1; nth <= ROUNDS; nth += 1) {
        const world = aWorld();
        const [one, other] = [await approved(world), await approved(world)];
        world.time.set('2026-11-24T19:00:00Z');
        const { rotateSecret, changes } = recordingRotation(2);
        const healthy = { ...world.ports, rotateSecret };
        const { ports, crashed } = crashingAt(healthy, nth, when);

        await makeCloseAccess(ports)(one).catch(() => undefined);
        await makeCloseAccess(healthy)(other).catch(() => undefined);
        await untilDone(async () => {
          const both = await Promise.allSettled([one, other].map((id) => makeCloseAccess(healthy)(id)));
          if (both.some(({ status }) => status === 'rejected')) throw new Error('one of them is still open');
        });
        if (!crashed()) break;

        expect(changes, `died ${when} call ${nth}`).toHaveLength(1);
        expect([await requestOf(world, one), await requestOf(world, other)]).toMatchObject([
          { name: 'ended', closure: { password: 'changed' } },
          { name: 'ended', closure: { password: 'changed' } },
        ]);
      }
    },
  );

  it('that changes nothing takes no mark away that another set while it looked', async () => {
    const world = aWorld();
    const batch = { credentialId: 'orders-batch' };
    const [unused, other] = [await approved(world, batch), await approved(world, batch)];
    world.time.set('2026-11-24T19:00:00Z');
    let reads = 0;
    const read: typeof world.ports.custody.read = async (credential) => {
      const custody = await world.ports.custody.read(credential);
      reads += 1;
      const mark = { id: other, at: world.ports.clock(), lockVersion: custody.lockVersion };
      if (reads === 1) await world.ports.custody.startRotation(credential, mark);
      return custody;
    };
    const { rotateSecret } = recordingRotation();

    await makeCloseAccess({ ...world.ports, custody: { ...world.ports.custody, read }, rotateSecret })(unused);

    expect((await world.ports.custody.read('orders-batch')).lock).toMatchObject({ rotating: other });
    expect(await requestOf(world, unused)).toMatchObject({ closure: { password: 'not-used' } });
  });

  it('loses to a new grant that moves the lock, and closes after it has looked again', async () => {
    const world = aWorld();
    const id = await approved(world);
    world.time.set('2026-11-24T19:00:00Z');
    const { rotateSecret, changes } = recordingRotation();
    let moved = false;
    const racing: typeof rotateSecret = async (secret, token) => {
      if (!moved) await approved(world, { window: { start: world.ports.clock(), end: world.ports.clock() + 60_000 } });
      moved = true;
      return rotateSecret(secret, token);
    };

    await makeCloseAccess({ ...world.ports, rotateSecret: racing })(id);

    expect(changes).toHaveLength(1);
    expect(await requestOf(world, id)).toMatchObject({ name: 'ended', closure: { password: 'changed' } });
    expect((await world.ports.custody.read('orders-admin')).grants).toHaveLength(1);
  });
});
