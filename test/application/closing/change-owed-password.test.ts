import { describe, expect, it } from 'vitest';
import { makeChangeOwedPassword } from '../../../lambdas/application/closing/change-owed-password.ts';
import { makeCloseAccess } from '../../../lambdas/application/closing/close-access.ts';
import { makeReleasePassword } from '../../../lambdas/application/release/release-password.ts';
import { crashingAt, untilDone } from '../../support/fakes/crash.ts';
import { aDispatch } from '../../support/fakes/dispatch.ts';
import { recordingRotation } from '../../support/fakes/recorders.ts';
import { approved, requestOf } from '../../support/fakes/steps.ts';
import { vaultRecords } from '../../support/fakes/vault-log.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal, type World } from '../../support/fakes/world.ts';

const credential = 'orders-admin';
const hours = (from: string, to: string) => ({
  start: Date.parse(`2026-11-24T${from}:00Z`),
  end: Date.parse(`2026-11-24T${to}:00Z`),
});
const release = ({ ports }: World, requestId: string) => {
  const readSecret = async () => ({ username: 'orders_admin', password: 'x' });
  const release = makeReleasePassword({ ...ports, readSecret, secretExists: async () => true });
  return release({ principal: principal('ana'), requestId });
};

/** The password is owed since 18:00, half an hour at the most; two others are live until 19:00, one of whom saw it. */
const aStory = async () => {
  const world = aWorld({ policy: vaultPolicy({ credentials: { [credential]: { rotateWithin: 'PT30M' } } }) });
  const first = await approved(world, { window: hours('17:00', '18:00') });
  const viewer = await approved(world, { window: hours('17:00', '19:00') });
  const other = await approved(world, { window: hours('17:00', '19:00') });
  await release(world, viewer);
  const { rotateSecret, changes } = recordingRotation(2);
  const ports = { ...world.ports, rotateSecret };
  const close = makeCloseAccess(ports);
  world.time.set('2026-11-24T18:00:00Z');
  await close(first);
  const change = makeChangeOwedPassword(ports);
  return { world, ports, first, viewer, other, changes, close, change };
};

describe('E-12: a change that was put off for rotateWithin', () => {
  it('is not made before, nor where nothing is owed', async () => {
    const { world, change, changes } = await aStory();
    world.time.set('2026-11-24T18:29:59.999Z');

    expect(await change(credential)).toBe('not-due');
    expect(await change('orders-batch')).toBe('not-due');
    expect(changes).toEqual([]);
  });

  it('is made inside the windows that are live, once, and the next user gets the new password', async () => {
    const { world, viewer, other, change, changes } = await aStory();
    world.time.set('2026-11-24T18:30:00Z');
    expect(await release(world, other)).toMatchObject({ refusal: { rule: 'credential-changing' } });

    await expect(change(credential)).rejects.toMatchObject({ name: 'RotationInProgress' });
    expect(await change(credential)).toBe('changed');
    expect(await change(credential)).toBe('not-due');

    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatch(/^countersign\/orders-admin [0-9a-f]{64}$/);
    expect((await world.ports.custody.read(credential)).lock).toEqual({ changedSince: world.ports.clock() });
    expect(await release(world, other)).toMatchObject({ ok: true });
    expect(await release(world, viewer)).toMatchObject({ ok: true });
  });

  it('is told to who saw the password and may go on, and to nobody else', async () => {
    const { world, viewer, change } = await aStory();
    const { dispatchAll, sent } = aDispatch(world);
    await dispatchAll();
    const before = sent.length;
    world.time.set('2026-11-24T18:30:00Z');
    await untilDone(() => change(credential));
    await dispatchAll();

    expect(sent.slice(before)).toMatchObject([
      { to: 'ana@example.com', requestId: viewer, subject: `The password was changed: request ${viewer}` },
    ]);
    expect(vaultRecords(world.table).map(({ type }) => type)).toEqual(['OwedPasswordChanged', 'HolderTold']);
  });

  it('leaves its own change to the window that goes on', async () => {
    const { world, viewer, other, change, changes, close } = await aStory();
    world.time.set('2026-11-24T18:30:00Z');
    await untilDone(() => change(credential));
    world.time.set('2026-11-24T19:00:00Z');
    await untilDone(() => close(viewer));
    await untilDone(() => close(other));

    expect(changes).toHaveLength(2);
    expect(await requestOf(world, other)).toMatchObject({ closure: { password: 'changed' } });
  });

  it('leaves a change alone that a close is making', async () => {
    const { world, change, close, viewer } = await aStory();
    world.time.set('2026-11-24T19:00:00Z');
    await expect(close(viewer)).rejects.toMatchObject({ name: 'RotationInProgress' });

    expect(await change(credential)).toBe('not-due');
    expect((await world.ports.custody.read(credential)).lock).toMatchObject({ rotating: viewer });
  });

  it('holds a close up while it is made', async () => {
    const { world, change, close, viewer } = await aStory();
    world.time.set('2026-11-24T18:59:59Z');
    await expect(change(credential)).rejects.toMatchObject({ name: 'RotationInProgress' });
    world.time.set('2026-11-24T19:00:00Z');

    await expect(close(viewer)).rejects.toMatchObject({ name: 'CloseConflict' });
    await change(credential);
    await untilDone(() => close(viewer));
    expect(await requestOf(world, viewer)).toMatchObject({ closure: { password: 'changed' } });
  });

  it('is a fault until the credential is in the policy again', async () => {
    const { world, change } = await aStory();
    const policy = vaultPolicy();
    world.book.edit({ ...policy, credentials: policy.credentials.filter(({ id }) => id !== credential) });
    world.time.set('2026-11-24T18:30:00Z');

    await expect(change(credential)).rejects.toMatchObject({ name: 'CredentialMissing' });
  });

  it.each(['before', 'after'] as const)(
    'that dies %s any of its calls is done again, with one change',
    async (when) => {
      let crashes = 0;
      for (let nth = 1; nth < 40; nth += 1) {
        const { world, ports, change, changes } = await aStory();
        world.time.set('2026-11-24T18:30:00Z');
        const dying = crashingAt(ports, nth, when);
        await makeChangeOwedPassword(dying.ports)(credential).catch(() => undefined);
        await untilDone(() => change(credential));
        if (!dying.crashed()) break;
        crashes = nth;
        expect(changes, `died ${when} call ${nth}`).toHaveLength(1);
        expect((await world.ports.custody.read(credential)).lock).toEqual({ changedSince: world.ports.clock() });
      }
      expect(crashes).toBeGreaterThanOrEqual(3);
    },
  );
});
