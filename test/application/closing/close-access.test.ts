import { describe, expect, it } from 'vitest';
import { makeCloseAccess } from '../../../lambdas/application/closing/close-access.ts';
import { rotationToken } from '../../../lambdas/application/closing/close-password.ts';
import { makeReleasePassword } from '../../../lambdas/application/release/release-password.ts';
import { makeReturnAccess } from '../../../lambdas/application/requests/return-access.ts';
import { recordingRotation } from '../../support/fakes/recorders.ts';
import { approved, eventsOf, pending, requestOf } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal, submitted, type World } from '../../support/fakes/world.ts';

const hours = (from: string, to: string) => ({
  start: Date.parse(`2026-11-24T${from}:00Z`),
  end: Date.parse(`2026-11-24T${to}:00Z`),
});

const closing = (world: World, asks = 1) => {
  const { rotateSecret, changes } = recordingRotation(asks);
  const close = makeCloseAccess({ ...world.ports, rotateSecret });
  return { close, changes };
};
const released = ({ ports }: World, requestId: string) => {
  const readSecret = async () => ({ username: 'orders_batch', password: 'x' });
  return makeReleasePassword({ ...ports, readSecret, secretExists: async () => true })({
    principal: principal('ana'),
    requestId,
  });
};
const closure = async (world: World, id: string) => {
  const request = await requestOf(world, id);
  return 'closure' in request ? request.closure : undefined;
};

describe('the end of an access', () => {
  it('mission A1 17: changes the password and records how long it took', async () => {
    const world = aWorld();
    const id = await approved(world);
    const { close, changes } = closing(world);
    world.time.set('2026-11-24T19:00:07Z');

    await close(id);

    expect(changes).toEqual([`countersign/orders-admin ${rotationToken(id)}`]);
    const ended = { name: 'ended', closure: { password: 'changed', tookMillis: 7000 } };
    expect(await requestOf(world, id)).toMatchObject(ended);
    const changedSince = Date.parse('2026-11-24T19:00:07Z');
    expect(await world.ports.custody.read('orders-admin')).toMatchObject({ lock: { changedSince }, grants: [] });
  });

  it('that changes no password is written from what was read once', async () => {
    const world = aWorld();
    const id = await approved(world, { credentialId: 'orders-batch' });
    world.time.set('2026-11-24T19:00:00Z');
    const reads: string[] = [];
    const noting =
      <T>(what: string, read: (of: string) => Promise<T>) =>
      (of: string): Promise<T> => {
        reads.push(what);
        return read(of);
      };
    const { requests, custody, policy } = world.ports;
    const { close } = closing({
      ...world,
      ports: {
        ...world.ports,
        requests: { ...requests, load: noting('request', requests.load) },
        custody: { ...custody, read: noting('lock', custody.read) },
        policy: { ...policy, credential: noting('credential', policy.credential) },
      },
    });

    await close(id);

    expect(reads).toEqual(['request', 'credential', 'lock']);
    expect(await closure(world, id)).toMatchObject({ password: 'not-used' });
  });

  it('waits for a rotation that is under way, and marks the lock meanwhile', async () => {
    const world = aWorld();
    const id = await approved(world);
    const { close, changes } = closing(world, 3);
    world.time.set('2026-11-24T19:00:00Z');

    await expect(close(id)).rejects.toMatchObject({ name: 'RotationInProgress', retryable: true });
    expect((await world.ports.custody.read('orders-admin')).lock).toMatchObject({ rotating: id });
    await expect(close(id)).rejects.toMatchObject({ name: 'RotationInProgress' });
    await close(id);

    expect(changes).toHaveLength(1);
    expect((await world.ports.custody.read('orders-admin')).lock.rotating).toBeUndefined();
  });

  it('waits for the change that another close makes, and owes nothing after it', async () => {
    const world = aWorld();
    const [first, second] = [await approved(world), await approved(world)];
    world.time.set('2026-11-24T19:00:00Z');
    const { rotateSecret, changes } = recordingRotation(2);
    const closeFirst = makeCloseAccess({ ...world.ports, rotateSecret });
    await expect(closeFirst(first)).rejects.toMatchObject({ name: 'RotationInProgress' });
    const pauses: number[] = [];
    const pause = async (millis: number): Promise<void> => {
      pauses.push(millis);
      if (pauses.length === 3) await closeFirst(first);
    };

    await makeCloseAccess({ ...world.ports, rotateSecret, pause })(second);

    expect(pauses).toEqual([250, 375, 562.5]);
    expect(changes).toHaveLength(1);
    expect(await closure(world, second)).toMatchObject({ password: 'changed' });
  });

  it('is not yet: the workflow is sent back to its wait', async () => {
    const world = aWorld();
    const id = await approved(world);
    const { close, changes } = closing(world);
    world.time.set('2026-11-24T18:59:59.999Z');

    await expect(close(id)).rejects.toMatchObject({ name: 'AccessNotOver' });
    expect(changes).toEqual([]);
  });

  it('comes early when the access was returned, and stays closed when it is closed again', async () => {
    const world = aWorld();
    const id = await approved(world);
    world.time.set('2026-11-24T17:30:00Z');
    await makeReturnAccess(world.ports)({ principal: principal('ana'), requestId: id });
    const { close, changes } = closing(world);

    await close(id);
    await close(id);

    expect(changes).toHaveLength(1);
    expect(await requestOf(world, id)).toMatchObject({ name: 'returned', closure: { password: 'changed' } });
    expect((await eventsOf(world, id)).filter((event) => event === 'AccessClosed')).toHaveLength(1);
  });

  it.each([
    ['a request that is not there', async () => 'no-such-id', 'RequestMissing'],
    ['E-14: a request that waits', (world: World) => pending(world), 'AccessNotOver'],
    [
      'an immediate use',
      (world: World) => submitted(world, { credentialId: 'reports-reader', window: undefined }),
      'AccessNotOver',
    ],
  ] as const)('is a fault for %s', async (_name, make, name) => {
    const world = aWorld();
    const id = await make(world);

    await expect(closing(world).close(id)).rejects.toMatchObject({ name });
  });

  it('is a fault until the credential is in the policy again', async () => {
    const world = aWorld();
    const id = await approved(world);
    world.time.set('2026-11-24T19:00:00Z');
    const { close } = closing(world);
    const policy = vaultPolicy();
    world.book.edit({ ...policy, credentials: policy.credentials.filter((each) => each.id !== 'orders-admin') });

    await expect(close(id)).rejects.toMatchObject({ name: 'CredentialMissing' });
    world.book.edit(policy);
    await close(id);

    expect(await closure(world, id)).toMatchObject({ password: 'changed' });
  });

  it('asks Secrets Manager by a token that it takes: 32 to 64 characters', () => {
    expect(rotationToken('01KATZ9B00TEST000000000001')).toBe('countersign-close-01KATZ9B00TEST000000000001');
    expect(rotationToken('short')).toHaveLength(32);
  });
});

describe('E-12: windows that overlap on one credential', () => {
  it('leave the change to the one that ends last, which changes once', async () => {
    const world = aWorld();
    const first = await approved(world, { window: hours('17:00', '18:00') });
    const last = await approved(world, { window: hours('17:30', '19:00') });
    const { close, changes } = closing(world);

    world.time.set('2026-11-24T18:00:00Z');
    await close(first);
    expect(changes).toEqual([]);
    expect(await closure(world, first)).toMatchObject({ password: 'owed-by-a-later-window' });
    const owedSince = Date.parse('2026-11-24T18:00:00Z');
    expect((await world.ports.custody.read('orders-admin')).lock).toMatchObject({ owedSince });

    world.time.set('2026-11-24T19:00:00Z');
    await close(last);
    expect(changes).toEqual([`countersign/orders-admin ${rotationToken(last)}`]);
    expect((await world.ports.custody.read('orders-admin')).lock.owedSince).toBeUndefined();
  });

  it('leave it for good: a repeat of the first close changes nothing later either', async () => {
    const world = aWorld();
    const first = await approved(world, { window: hours('17:00', '18:00') });
    await approved(world, { window: hours('17:30', '19:00') });
    const { close, changes } = closing(world);
    world.time.set('2026-11-24T18:00:00Z');
    await close(first);

    world.time.set('2026-11-24T19:00:00Z');
    await close(first);

    expect(changes).toEqual([]);
  });

  it('that have a gap between them change the password each', async () => {
    const world = aWorld();
    const first = await approved(world, { window: hours('17:00', '18:00') });
    const last = await approved(world, { window: hours('18:01', '19:00') });
    const { close, changes } = closing(world);

    world.time.set('2026-11-24T18:05:00Z');
    await close(first);
    world.time.set('2026-11-24T19:00:00Z');
    await close(last);

    expect(changes).toHaveLength(2);
    expect(await closure(world, first)).toMatchObject({ password: 'changed' });
  });

  it('in a chain keep their password until its end, although the first is closed last', async () => {
    const world = aWorld();
    const first = await approved(world, { window: hours('17:00', '18:00') });
    const second = await approved(world, { window: hours('17:30', '18:30') });
    const third = await approved(world, { window: hours('18:15', '19:00') });
    const { close, changes } = closing(world);

    world.time.set('2026-11-24T18:30:00Z');
    await close(second);
    world.time.set('2026-11-24T18:45:00Z');
    await close(first);
    expect(changes).toEqual([]);
    world.time.set('2026-11-24T19:00:00Z');
    await close(third);

    expect(changes).toEqual([`countersign/orders-admin ${rotationToken(third)}`]);
  });

  it('put the change off for no longer than rotateWithin, whoever closes then', async () => {
    const policy = vaultPolicy({ credentials: { 'orders-admin': { rotateWithin: 'PT40M' } } });
    const world = aWorld({ policy });
    const first = await approved(world, { window: hours('17:00', '18:00') });
    const second = await approved(world, { window: hours('17:30', '18:45') });
    const third = await approved(world, { window: hours('17:30', '19:30') });
    const { close, changes } = closing(world);
    world.time.set('2026-11-24T18:00:00Z');
    await close(first);

    world.time.set('2026-11-24T18:39:59Z');
    expect(await released(world, third)).toMatchObject({ ok: true });
    world.time.set('2026-11-24T18:40:00Z');
    expect(await released(world, third)).toMatchObject({ refusal: { rule: 'credential-changing' } });
    world.time.set('2026-11-24T18:45:00Z');
    await close(second);

    expect(changes).toEqual([`countersign/orders-admin ${rotationToken(second)}`]);
    expect(await released(world, third)).toMatchObject({ ok: true });
  });

  it('that were given back before they began owe nothing', async () => {
    const world = aWorld();
    const id = await approved(world, { window: hours('18:00', '19:00') });
    await makeReturnAccess(world.ports)({ principal: principal('ana'), requestId: id });
    const { close, changes } = closing(world);

    await close(id);

    expect(changes).toEqual([]);
    expect(await requestOf(world, id)).toMatchObject({ name: 'returned', closure: { password: 'not-used' } });
  });

  it('that end together share one change', async () => {
    const world = aWorld();
    const one = await approved(world, { window: hours('17:00', '19:00') });
    const other = await approved(world, { window: hours('17:30', '19:00') });
    const { close, changes } = closing(world, 2);
    world.time.set('2026-11-24T19:00:00Z');

    await expect(close(one)).rejects.toMatchObject({ name: 'RotationInProgress' });
    await expect(close(other)).rejects.toMatchObject({ name: 'CloseConflict' });
    await close(one);
    await close(other);

    expect(changes).toEqual([`countersign/orders-admin ${rotationToken(one)}`]);
    expect([await closure(world, one), await closure(world, other)]).toMatchObject([
      { password: 'changed' },
      { password: 'changed' },
    ]);
  });

  it('a window that was ended early leaves the change to one that is live', async () => {
    const world = aWorld();
    const first = await approved(world);
    const other = await approved(world);
    world.time.set('2026-11-24T17:30:00Z');
    await makeReturnAccess(world.ports)({ principal: principal('ana'), requestId: first });
    const { close, changes } = closing(world);

    await close(first);

    expect(changes).toEqual([]);
    expect(await requestOf(world, other)).toMatchObject({ name: 'approved' });
  });
});

describe('a credential whose password is changed when it was used', () => {
  const batch = { credentialId: 'orders-batch' };

  it('is left as it is when nobody saw it', async () => {
    const world = aWorld();
    const id = await approved(world, batch);
    const { close, changes } = closing(world);
    world.time.set('2026-11-24T19:00:00Z');

    await close(id);

    expect(changes).toEqual([]);
    expect(await closure(world, id)).toMatchObject({ password: 'not-used' });
  });

  it('is changed when it was released', async () => {
    const world = aWorld();
    const id = await approved(world, batch);
    await released(world, id);
    const { close, changes } = closing(world);
    world.time.set('2026-11-24T19:00:00Z');

    await close(id);

    expect(changes).toHaveLength(1);
  });

  it('is changed by the last window, although only an earlier one saw it', async () => {
    const world = aWorld();
    const first = await approved(world, { ...batch, window: hours('17:00', '18:00') });
    const last = await approved(world, { ...batch, window: hours('17:30', '19:00') });
    await released(world, first);
    const { close, changes } = closing(world);

    world.time.set('2026-11-24T18:00:00Z');
    await close(first);
    world.time.set('2026-11-24T19:00:00Z');
    await close(last);

    expect(changes).toEqual([`countersign/orders-batch ${rotationToken(last)}`]);
  });

  it('owes nothing to a later window when neither saw it', async () => {
    const world = aWorld();
    const first = await approved(world, { ...batch, window: hours('17:00', '18:00') });
    const last = await approved(world, { ...batch, window: hours('17:30', '19:00') });
    const { close, changes } = closing(world);

    world.time.set('2026-11-24T18:00:00Z');
    await close(first);
    world.time.set('2026-11-24T19:00:00Z');
    await close(last);

    expect(changes).toEqual([]);
    expect([await closure(world, first), await closure(world, last)]).toMatchObject([
      { password: 'not-used' },
      { password: 'not-used' },
    ]);
  });
});
