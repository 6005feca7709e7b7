import { describe, expect, it } from 'vitest';
import { makeReleasePassword } from '../../../lambdas/application/release/release-password.ts';
import { type ExtensionAsked, makeAskExtension } from '../../../lambdas/application/requests/ask-extension.ts';
import { makeProlongSessions } from '../../../lambdas/application/requests/extend-access.ts';
import { makeReturnAccess } from '../../../lambdas/application/requests/return-access.ts';
import { makeUseEmergency } from '../../../lambdas/application/requests/use-emergency.ts';
import { aDispatch } from '../../support/fakes/dispatch.ts';
import { approved, asked, pending, requestOf, voted } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal, submitted, type World } from '../../support/fakes/world.ts';

const later = Date.parse('2026-11-24T20:00:00Z');
const ask = ({ ports }: World, requestId: string, more: Partial<ExtensionAsked> = {}) =>
  makeAskExtension(ports)({
    principal: principal('ana'),
    requestId,
    until: later,
    justification: 'The job is still running',
    ...more,
  });
const ruleOf = async (...args: Parameters<typeof ask>): Promise<string> => {
  const outcome = await ask(...args);
  return outcome.ok ? 'asked' : outcome.refusal.rule;
};
const extensionOf = async (world: World, id: string): Promise<string> => {
  const outcome = await ask(world, id);
  if (!outcome.ok) throw new Error(outcome.refusal.rule);
  return outcome.value.request.id;
};
const approvedExtension = async (world: World, id: string): Promise<string> => {
  const extension = await extensionOf(world, id);
  await asked(world, extension);
  await voted(world, extension, 'bruno');
  await asked(world, extension);
  await voted(world, extension, 'sub-dora');
  return extension;
};
const released = async ({ ports }: World, requestId: string): Promise<string> => {
  const readSecret = async () => ({ username: 'x', password: 'x' });
  const release = makeReleasePassword({ ...ports, readSecret, secretExists: async () => true });
  const outcome = await release({ principal: principal('ana'), requestId });
  return outcome.ok ? 'released' : outcome.refusal.rule;
};

describe('mission A1 29: an extension', () => {
  it('is a request of its own, for the time from the present end on, which approvers answer before that end', async () => {
    const world = aWorld();
    const id = await approved(world);
    world.time.set('2026-11-24T18:00:00Z');

    const extension = await extensionOf(world, id);

    expect(await requestOf(world, extension)).toMatchObject({
      name: 'pending',
      extends: id,
      justification: 'The job is still running',
      windows: [{ start: Date.parse('2026-11-24T19:00:00Z'), end: later }],
      deadline: Date.parse('2026-11-24T19:00:00Z'),
    });
  });

  it('moves the end of the access when it is approved, and gives none of its own', async () => {
    const world = aWorld();
    const id = await approved(world);
    world.time.set('2026-11-24T18:00:00Z');
    const extension = await approvedExtension(world, id);
    const { dispatchAll, sent } = aDispatch(world);
    await dispatchAll();

    expect(await requestOf(world, id)).toMatchObject({ name: 'approved', window: { end: later } });
    expect(sent.at(-1)?.text).toContain('17:00');
    world.time.set('2026-11-24T19:30:00Z');
    expect(await released(world, id)).toBe('released');
    expect(await released(world, extension)).toBe('access-over');
    world.time.set('2026-11-24T20:00:00Z');
    expect(await released(world, id)).toBe('access-over');
  });

  it('leaves the access as it was when it is turned down, or when nobody answers', async () => {
    const world = aWorld();
    const id = await approved(world);
    const extension = await extensionOf(world, id);
    await asked(world, extension);
    await voted(world, extension, 'bruno', { verdict: 'disapprove' });
    await aDispatch(world).dispatchAll();

    expect(await requestOf(world, id)).toMatchObject({ window: { end: Date.parse('2026-11-24T19:00:00Z') } });
  });

  it('brings nothing back that was given back meanwhile', async () => {
    const world = aWorld();
    const id = await approved(world);
    await approvedExtension(world, id);
    world.time.set('2026-11-24T17:30:00Z');
    await makeReturnAccess(world.ports)({ principal: principal('ana'), requestId: id });

    await aDispatch(world).dispatchAll();

    expect(await requestOf(world, id)).toMatchObject({ name: 'returned', window: { end: world.ports.clock() } });
  });

  it('is done again after a crash, with the same end', async () => {
    const world = aWorld();
    const id = await approved(world);
    await approvedExtension(world, id);
    await aDispatch(world, { crash: { nth: 3, when: 'after' } })
      .dispatchAll()
      .catch(() => undefined);
    await aDispatch(world).dispatchAll();
    await aDispatch(world).dispatchAll();

    expect(await requestOf(world, id)).toMatchObject({ window: { end: later } });
  });

  it('is not what is asked for where no approval is needed by now', async () => {
    const when = { hours: [{ from: '13:00', to: '14:59' }] };
    const world = aWorld({ policy: vaultPolicy({ approval: { when } }) });
    const id = await approved(world);
    world.time.set('2026-11-24T18:00:00Z');

    expect(await ruleOf(world, id)).toBe('window-not-needed');
  });

  it('may follow another', async () => {
    const world = aWorld();
    const id = await approved(world);
    const first = await approvedExtension(world, id);
    await aDispatch(world).dispatchAll();

    expect(await ruleOf(world, id, { until: later + 3_600_000 })).toBe('asked');
    expect(await ruleOf(world, first, { until: later + 3_600_000 })).toBe('not-extendable');
  });

  it('is the same request when it is asked for again under its key', async () => {
    const world = aWorld();
    const id = await approved(world);
    const idempotency = { key: 'k1', bodyDigest: 'd' };

    const [first, again] = [await ask(world, id, { idempotency }), await ask(world, id, { idempotency })];

    expect(first).toMatchObject({ ok: true });
    expect(again).toEqual(first);
  });
});

describe('an extension is refused', () => {
  it.each<[string, (world: World) => Promise<string>, Partial<ExtensionAsked>, string]>([
    ['of what is not there', async () => 'no-such-id', {}, 'no-such-request'],
    ['to who may not see the request', approved, { principal: principal('eva') }, 'no-such-request'],
    ['to an approver', approved, { principal: principal('bruno') }, 'not-the-requester'],
    ['of a request that waits', pending, {}, 'not-extendable'],
    [
      'of an immediate use',
      (world) => submitted(world, { credentialId: 'reports-reader', window: undefined }),
      {},
      'not-extendable',
    ],
    ['to an end that is not later', approved, { until: Date.parse('2026-11-24T19:00:00Z') }, 'window-invalid'],
    ['without a justification', approved, { justification: ' ' }, 'justification-required'],
    ['by more than the group allows', approved, { until: later + 4 * 3_600_000 }, 'window-too-long'],
  ])('%s', async (_, story, more, rule) => {
    const world = aWorld();

    expect(await ruleOf(world, await story(world), more)).toBe(rule);
  });

  it('of an emergency, and from the end of the window on', async () => {
    const world = aWorld();
    const urgent = await pending(world);
    await makeUseEmergency(world.ports)({ principal: principal('ana'), requestId: urgent, reason: 'orders are lost' });
    const id = await approved(world);

    expect(await ruleOf(world, urgent)).toBe('not-extendable');
    world.time.set('2026-11-24T19:00:00Z');
    expect(await ruleOf(world, id)).toBe('access-over');
    expect(world.refusals().map(({ detail }) => detail)).toContainEqual({ rule: 'access-over' });
  });
});

describe('the sessions of an access that goes on', () => {
  const place = { secret: 'countersign/orders-admin', node: 'mi-1' };
  const sessions = [{ id: 's1', openedAt: 0, until: later, place }];
  const prolonged = async (request: object | undefined): Promise<string[]> => {
    const calls: string[] = [];
    const roles = {
      prolong: async (secret: string, id: string, until: number) => {
        calls.push(`${secret} ${id} ${new Date(until).toISOString()}`);
        return 'prolonged' as const;
      },
    };
    const load = async () => (request ? ({ request, version: 1, head: '' } as never) : undefined);
    await makeProlongSessions({ requests: { load } as never, roles })('r1');
    return calls;
  };

  it('last as long as it does', async () => {
    const request = { name: 'approved', window: { start: 0, end: later }, sessions };

    expect(await prolonged(request)).toEqual(['countersign/orders-admin s1 2026-11-24T20:00:00.000Z']);
  });

  it('are left alone when it was ended meanwhile, and when it is not there', async () => {
    expect(await prolonged({ name: 'revoked', window: { start: 0, end: 1 }, endedAt: 1, sessions })).toEqual([]);
    expect(await prolonged({ name: 'pending' })).toEqual([]);
    expect(await prolonged(undefined)).toEqual([]);
  });
});
