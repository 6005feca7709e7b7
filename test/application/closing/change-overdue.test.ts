import { describe, expect, it } from 'vitest';
import { makeListCredentials } from '../../../lambdas/application/access/list-credentials.ts';
import { makeCloseAccess } from '../../../lambdas/application/closing/close-access.ts';
import { makeReleasePassword } from '../../../lambdas/application/release/release-password.ts';
import { makeSweepDue } from '../../../lambdas/application/sweep/sweep-due.ts';
import { aDispatch } from '../../support/fakes/dispatch.ts';
import { recordingRescue, recordingRotation } from '../../support/fakes/recorders.ts';
import { approved, eventsOf, requestOf } from '../../support/fakes/steps.ts';
import { aWorld, principal, type World } from '../../support/fakes/world.ts';

/** The target is down for so many tries of its rotation; then it is back. */
const rotatorDownFor = (world: World, failures: number) => {
  const { rotateSecret, changes } = recordingRotation();
  let tries = 0;
  const close = makeCloseAccess({
    ...world.ports,
    rotateSecret: async (secretName, token) => {
      tries += 1;
      if (tries <= failures) throw new Error('connect ECONNREFUSED');
      return rotateSecret(secretName, token);
    },
  });
  return { close, changes };
};

/** A sweep as the schedule starts it, after everything that is recorded was dispatched. */
const aMinute = (world: World) => {
  const { dispatch, dispatchAll, sent } = aDispatch(world, { administrators: ['vault@example.com'] });
  const { rescue } = recordingRescue();
  const sweep = makeSweepDue({
    ...world.ports,
    rescue,
    dispatch,
    changeOwedPassword: async () => undefined,
    report: () => undefined,
  });
  const run = async () => {
    const { found } = await sweep();
    await dispatchAll();
    return found;
  };
  return { run, sent };
};

const release = ({ ports }: World, requestId: string) => {
  const readSecret = async () => ({ username: 'orders_batch', password: 'x' });
  const act = { principal: principal('ana'), requestId };
  return makeReleasePassword({ ...ports, readSecret, secretExists: async () => true })(act);
};

const listed = async ({ ports }: World) => {
  const list = await makeListCredentials(ports)(principal('ana'));
  return list.ok && list.value.find(({ credential }) => credential.id === 'orders-admin');
};

describe('D-13: a password that cannot be changed', () => {
  it('is overdue after five minutes, is given to nobody, and is changed by itself when the target is back', async () => {
    const world = aWorld();
    const id = await approved(world);
    const { close, changes } = rotatorDownFor(world, 50);
    const { run, sent } = aMinute(world);
    world.time.set('2026-11-24T19:00:00Z');
    for (let failure = 0; failure < 50; failure += 1) await expect(close(id)).rejects.toThrow('ECONNREFUSED');

    world.time.set('2026-11-24T19:04:59.999Z');
    expect(await run()).not.toHaveProperty('access-overdue');
    world.time.set('2026-11-24T19:05:00Z');
    for (let minute = 0; minute < 3; minute += 1) expect(await run()).toMatchObject({ 'access-overdue': 1 });

    const overdueAt = Date.parse('2026-11-24T19:05:00Z');
    expect(await requestOf(world, id)).toMatchObject({ name: 'approved', overdueAt });
    expect(await listed(world)).toMatchObject({ quarantinedSince: Date.parse('2026-11-24T19:00:00Z') });
    expect(sent.filter(({ subject }) => subject.startsWith('Password not changed')).map(({ to }) => to)).toEqual([
      'vault@example.com',
    ]);

    await close(id);

    expect(changes).toHaveLength(1);
    expect(await run()).not.toHaveProperty('access-overdue');
    expect(await listed(world)).toMatchObject({ quarantinedSince: undefined });
    expect(await requestOf(world, id)).toMatchObject({ name: 'ended', overdueAt, closure: { password: 'changed' } });
    expect((await eventsOf(world, id)).filter((type) => type === 'ChangeOverdue')).toHaveLength(1);
  });

  it('keeps the credential from a later window, and says since when', async () => {
    const world = aWorld();
    const later = { start: Date.parse('2026-11-24T19:10:00Z'), end: Date.parse('2026-11-24T20:00:00Z') };
    const first = await approved(world);
    const second = await approved(world, { window: later });
    const { close } = rotatorDownFor(world, 1);
    world.time.set('2026-11-24T19:12:00Z');
    await expect(close(first)).rejects.toThrow('ECONNREFUSED');

    expect(await release(world, second)).toMatchObject({
      ok: false,
      refusal: { rule: 'credential-changing', reason: expect.stringContaining('since 2026-11-24T19:00:00.000Z') },
    });
    await close(first);
    expect(await release(world, second)).toMatchObject({ ok: true });
  });
});
