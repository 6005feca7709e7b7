import { describe, expect, it } from 'vitest';
import { makeCancelRequest } from '../../../lambdas/application/requests/cancel-request.ts';
import { makeUseEmergency } from '../../../lambdas/application/requests/use-emergency.ts';
import { makeLapseRequest } from '../../../lambdas/application/requests/workflow-tasks.ts';
import { aDispatch } from '../../support/fakes/dispatch.ts';
import { eventsOf, pending, requestOf, voted } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal, type World } from '../../support/fakes/world.ts';

const use = async ({ ports }: World, requestId: string, more: { who?: string; reason?: string } = {}) => {
  const act = { principal: principal(more.who ?? 'ana'), requestId, reason: more.reason ?? 'orders are lost' };
  const outcome = await makeUseEmergency(ports)(act);
  return outcome.ok ? outcome.value.request.name : outcome.refusal.rule;
};

describe('emergency access', () => {
  it('mission A1 27: starts now, and tells every approver of every level at once', async () => {
    const world = aWorld();
    const id = await pending(world);
    world.time.set('2026-11-24T17:05:00Z');

    expect(await use(world, id)).toBe('emergency');

    expect(await requestOf(world, id)).toMatchObject({
      emergency: { reason: 'orders are lost' },
      window: { start: Date.parse('2026-11-24T17:05:00Z'), end: Date.parse('2026-11-24T19:00:00Z') },
    });
    expect(world.table.query(`R#${id}`, 'E#').at(-1)?.['steps']).toEqual([
      expect.objectContaining({ kind: 'answer-workflow', answer: expect.objectContaining({ next: 'wait' }) }),
      { kind: 'mail', notice: 'emergency-used', to: ['bruno', 'carla', 'dora'] },
    ]);
  });

  it('D-12: is given at once: nothing but the transaction has to work', async () => {
    const world = aWorld();
    const id = await pending(world);

    await use(world, id);

    expect((await world.ports.custody.read('orders-admin')).grants).toMatchObject([{ requestId: id }]);
  });

  it('D-12: with SES and Step Functions down it is given, and all are told once they are back', async () => {
    const world = aWorld();
    const id = await pending(world);
    await aDispatch(world).dispatchAll();
    const down = async () => Promise.reject(new Error('is down'));
    const healthy = aDispatch(world);
    const workflow = { start: down, answer: down, stop: down, scheduleClose: down, startClose: down };
    const outage = aDispatch(world, { like: { recorders: { ...healthy.recorders, sendMail: down, workflow } } });

    expect(await use(world, id)).toBe('emergency');
    await expect(outage.dispatchAll()).rejects.toThrow();
    expect((await world.ports.custody.read('orders-admin')).grants).toMatchObject([{ requestId: id }]);
    expect(healthy.sent).toEqual([]);

    await healthy.dispatchAll();

    expect(new Set(healthy.sent.map(({ to }) => to))).toEqual(
      new Set(['bruno@example.com', 'carla@nodmarc.example', 'dora@example.com']),
    );
    expect(healthy.sent).toHaveLength(3);
    expect(healthy.calls).toHaveLength(1);
  });

  it('twice is once', async () => {
    const world = aWorld();
    const id = await pending(world);

    expect([await use(world, id), await use(world, id)]).toEqual(['emergency', 'emergency']);

    expect((await eventsOf(world, id)).filter((event) => event === 'EmergencyUsed')).toHaveLength(1);
  });

  it('E-10: is revoked by a disapproval afterwards', async () => {
    const world = aWorld();
    const id = await pending(world);
    await use(world, id);

    expect(await voted(world, id, 'sub-dora', { verdict: 'disapprove', comment: 'no incident is open' })).toBe(
      'revoked',
    );
    // The close ends its sessions, and changes the password.
    expect(world.table.query(`R#${id}`, 'E#').at(-1)?.['steps']).toContainEqual({ kind: 'start-close' });
  });
});

describe('emergency access is refused, and the attempt recorded', () => {
  it.each<readonly [string, Parameters<typeof use>[2]]>([
    ['reason-required', { reason: ' ' }],
    ['not-the-requester', { who: 'bruno' }],
    ['no-such-request', { who: 'eva' }],
    ['no-such-request', { who: 'sub-dora' }],
  ])('%s for %j', async (rule, more) => {
    const world = aWorld();
    const id = await pending(world);

    expect(await use(world, id, more)).toBe(rule);

    expect(await requestOf(world, id)).toMatchObject({ name: 'pending' });
    expect(world.refusals()).toMatchObject([{ type: 'CommandRefused', detail: { rule } }]);
  });

  it('E-08: where the applied group does not allow it, although another group of the person does', async () => {
    const policy = vaultPolicy();
    const groups = policy.groups.flatMap((group) =>
      group.id === 45 ? [{ ...group, id: 46 }, without(group)] : [group],
    );
    const world = aWorld({ policy: { ...policy, groups } });
    const id = await pending(world);

    expect(await requestOf(world, id)).toMatchObject({ groupId: 45 });
    expect(await use(world, id)).toBe('emergency-not-allowed');
  });

  it('T-12: where the group allowed it only after the request was made', async () => {
    const world = aWorld({ policy: vaultPolicy({ approval: { emergency: false } }) });
    const id = await pending(world);

    world.book.edit(vaultPolicy());

    expect(await use(world, id)).toBe('emergency-not-allowed');
  });

  it('mission Q24: outside the access limits of the group', async () => {
    const accessLimits = { hours: [{ from: '08:00', to: '15:00' }] };
    const world = aWorld({ policy: vaultPolicy({ group: { accessLimits } }) });
    const id = await pending(world);
    world.time.set('2026-11-24T18:01:00Z');

    expect(await use(world, id)).toBe('decision-denies');

    expect(await requestOf(world, id)).toMatchObject({ name: 'pending' });
    expect(world.refusals()).toEqual([{ type: 'CommandRefused', actor: 'ana', detail: { rule: 'decision-denies' } }]);
  });

  it.each([
    ['the person was disabled', vaultPolicy({ users: { ana: { enabled: false } } })],
    ['the credential is not in the policy any more', withoutCredential()],
    ['the group was deleted', vaultPolicy({ groups: [] })],
    ['the group was disabled', vaultPolicy({ group: { enabled: false } })],
  ])('no decision is no access: %s', async (_name, edited) => {
    const world = aWorld();
    const id = await pending(world);

    world.book.edit(edited);

    expect(await use(world, id)).toBe('decision-denies');
    expect(await requestOf(world, id)).toMatchObject({ name: 'pending' });
  });

  it('E-09: once the request was disapproved', async () => {
    const world = aWorld();
    const id = await pending(world);
    await voted(world, id, 'bruno', { verdict: 'disapprove' });

    expect(await use(world, id)).toBe('already-decided');
  });

  it('E-09: once the request was cancelled, or has lapsed', async () => {
    const world = aWorld();
    const [cancelled, lapsed] = [await pending(world), await pending(world)];
    await makeCancelRequest(world.ports)({ principal: principal('ana'), requestId: cancelled });
    world.time.set('2026-11-24T19:00:00Z');
    await makeLapseRequest(world.ports)(lapsed);

    expect(await use(world, cancelled)).toBe('already-decided');
    expect(await use(world, lapsed)).toBe('already-decided');
    expect((await requestOf(world, lapsed)).name).toBe('lapsed');
  });
});

function without(group: ReturnType<typeof vaultPolicy>['groups'][number]) {
  const { viewPassword } = group;
  if (!viewPassword) throw new Error('group 45 lets people view');
  return { ...group, viewPassword: { ...viewPassword, approval: { ...viewPassword.approval, emergency: false } } };
}

function withoutCredential() {
  const policy = vaultPolicy();
  return { ...policy, credentials: policy.credentials.filter(({ id }) => id !== 'orders-admin') };
}
