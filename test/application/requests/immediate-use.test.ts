import { describe, expect, it } from 'vitest';
import { makeCloseAccess } from '../../../lambdas/application/closing/close-access.ts';
import { rotationToken } from '../../../lambdas/application/closing/close-password.ts';
import { makeReleasePassword } from '../../../lambdas/application/release/release-password.ts';
import { makeReturnAccess } from '../../../lambdas/application/requests/return-access.ts';
import { makeRevokeAccess } from '../../../lambdas/application/requests/revoke-access.ts';
import { aDispatch } from '../../support/fakes/dispatch.ts';
import { recordingRotation } from '../../support/fakes/recorders.ts';
import { requestOf } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal, submitted, type World } from '../../support/fakes/world.ts';

const reader = 'reports-reader';

/** Where the password of the reports is changed half an hour after it was shown. */
const aVault = () => aWorld({ policy: vaultPolicy({ credentials: { [reader]: { rotateAfterUse: 'PT30M' } } }) });

const shown = async (world: World): Promise<string> => {
  const requestId = await submitted(world, { credentialId: reader, window: undefined });
  const outcome = await released(world, requestId);
  if (!outcome.ok) throw new Error(outcome.refusal.rule);
  return requestId;
};
const released = ({ ports }: World, requestId: string) =>
  makeReleasePassword({
    ...ports,
    readSecret: async () => ({ username: 'reports', password: 'x' }),
    secretExists: async () => true,
  })({
    principal: principal('ana'),
    requestId,
  });
const closing = ({ ports }: World) => {
  const { rotateSecret, changes } = recordingRotation();
  return { close: makeCloseAccess({ ...ports, rotateSecret }), changes };
};

describe('an immediate view of a credential whose password is changed after use', () => {
  it('says until when the password works, and its end is scheduled', async () => {
    const world = aVault();
    const id = await submitted(world, { credentialId: reader, window: undefined });

    expect(await released(world, id)).toMatchObject({ value: { validUntil: Date.parse('2026-11-24T17:30:00Z') } });

    const { dispatchAll, calls } = aDispatch(world);
    await dispatchAll();
    expect(calls).toEqual([`close ${id} at 2026-11-24T17:30:00.000Z`]);
  });

  it('changes the password at its end, once', async () => {
    const world = aVault();
    const id = await shown(world);
    const { close, changes } = closing(world);
    world.time.set('2026-11-24T17:29:59.999Z');
    await expect(close(id)).rejects.toMatchObject({ name: 'AccessNotOver' });
    world.time.set('2026-11-24T17:30:01Z');

    await close(id);
    await close(id);

    expect(changes).toEqual([`countersign/reports-reader ${rotationToken(id)}`]);
    expect(await requestOf(world, id)).toMatchObject({
      name: 'granted',
      use: { closure: { password: 'changed', tookMillis: 1000 } },
    });
    expect((await world.ports.custody.read(reader)).grants).toEqual([]);
  });

  it('is a window on the credential like every other: who overlaps leaves the change to the last (E-12)', async () => {
    const world = aVault();
    const first = await shown(world);
    world.time.set('2026-11-24T17:20:00Z');
    const last = await shown(world);
    const { close, changes } = closing(world);

    world.time.set('2026-11-24T17:30:00Z');
    await close(first);
    expect(changes).toEqual([]);
    world.time.set('2026-11-24T17:50:00Z');
    await close(last);

    expect(changes).toEqual([`countersign/reports-reader ${rotationToken(last)}`]);
  });

  it('keeps others away from its end until the password is changed (I-10)', async () => {
    const world = aVault();
    const id = await shown(world);
    const next = await submitted(world, { credentialId: reader, window: undefined });
    world.time.set('2026-11-24T17:30:00Z');

    expect(await released(world, next)).toMatchObject({ refusal: { rule: 'credential-changing' } });
    await closing(world).close(id);
    expect(await released(world, next)).toMatchObject({ ok: true });
  });

  it('is given back by its user, or revoked by an administrator with a text', async () => {
    const world = aVault();
    const [returned, revoked] = [await shown(world), await shown(world)];
    world.time.advance(1);
    await makeReturnAccess(world.ports)({ principal: principal('ana'), requestId: returned });
    const act = { principal: principal('eva', 'administrator'), requestId: revoked, text: 'called off' };
    await makeRevokeAccess(world.ports)(act);

    expect(await requestOf(world, returned)).toMatchObject({ use: { endedAt: expect.any(Number) } });
    expect(await requestOf(world, revoked)).toMatchObject({ use: { revoked: { by: 'eva', text: 'called off' } } });
    const { dispatchAll, calls, sent } = aDispatch(world);
    await dispatchAll();
    expect(calls.filter((call) => call.startsWith('close') && !call.includes(' at '))).toEqual([
      `close ${returned}`,
      `close ${revoked}`,
    ]);
    expect(sent).toMatchObject([{ to: 'ana@example.com', text: expect.stringContaining('> Note:   called off') }]);
  });

  it('of a credential that has no such time leaves nothing behind', async () => {
    const world = aWorld();
    const id = await submitted(world, { credentialId: reader, window: undefined });

    expect(await released(world, id)).toMatchObject({ value: { validUntil: undefined } });

    const { dispatchAll, calls } = aDispatch(world);
    await dispatchAll();
    expect(calls).toEqual([]);
    expect((await world.ports.custody.read(reader)).grants).toEqual([]);
  });
});
