import { describe, expect, it } from 'vitest';
import { makeListRequests } from '../../../lambdas/application/requests/list-requests.ts';
import { makeShowRequest } from '../../../lambdas/application/requests/show-request.ts';
import { makeUseEmergency } from '../../../lambdas/application/requests/use-emergency.ts';
import { aDispatch } from '../../support/fakes/dispatch.ts';
import { aReplyReader } from '../../support/fakes/reply.ts';
import { approved, asked, pending, requestOf, voted } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal, submitted, type World } from '../../support/fakes/world.ts';

const entry = { type: 'AbsenceSet', actor: 'test', detail: {} };
const from = Date.parse('2026-11-24T12:00:00Z');
const until = Date.parse('2026-11-24T18:00:00Z');

/** These people are away, each with a delegate or none. */
const without = async (world: World, absent: Readonly<Record<string, string | undefined>>): Promise<World> => {
  for (const [person, delegate] of Object.entries(absent))
    await world.ports.absences.set({ person, from, until, delegate }, entry);
  return world;
};
const mailed = async (world: World) => {
  const dispatch = aDispatch(world);
  await dispatch.dispatchAll();
  return dispatch.sent;
};
const shown = async ({ ports }: World, requestId: string, who: string) => {
  const outcome = await makeShowRequest(ports)({ principal: principal(who), requestId });
  return outcome.ok ? outcome.value.viewer : outcome.refusal.rule;
};

describe('a delegate', () => {
  it('votes for the absent approver, and the record says for whom', async () => {
    const world = await without(aWorld(), { bruno: 'eva' });
    const id = await pending(world);

    expect(await voted(world, id, 'eva')).toBe('pending');

    expect(await requestOf(world, id)).toMatchObject({ level: 2, ballots: [{ by: 'eva', seat: 'bruno' }] });
    const record = (await world.ports.requests.history(id)).find(({ type }) => type === 'VoteCast');
    expect(record).toMatchObject({ actor: 'eva', detail: { ballot: { by: 'eva', seat: 'bruno' } } });
  });

  it.each([
    ['before the absence', '2026-11-24T11:59:59.999Z'],
    ['when it is over', '2026-11-24T18:00:00Z'],
  ])('has no vote %s', async (_, at) => {
    const world = await without(aWorld(), { bruno: 'eva' });
    const id = await pending(world);
    world.time.set(at);

    expect(await voted(world, id, 'eva')).toBe('no-such-request');
  });

  it.each([
    ['the requester', 'ana', 'no-self-approval'],
    ['somebody who was disabled', 'gone', 'no-such-request'],
    ['a machine', 'bot', 'no-such-request'],
    ['somebody unknown', 'mallory', 'no-such-request'],
  ])('is never %s, however that came to be named', async (_, delegate, rule) => {
    const world = await without(aWorld(), { bruno: delegate });
    const id = await pending(world);

    expect(await voted(world, id, delegate)).toBe(rule);
    expect(await requestOf(world, id)).toMatchObject({ ballots: [] });
  });

  it('sees the request and what may be done, and still sees what he or she voted for afterwards', async () => {
    const world = await without(aWorld(), { bruno: 'eva' });
    const id = await pending(world);

    expect(await shown(world, id, 'eva')).toMatchObject({ capacities: ['approver'], standsInFor: ['bruno'] });
    await voted(world, id, 'eva');
    world.time.set('2026-11-24T18:00:00Z');
    expect(await shown(world, id, 'eva')).toMatchObject({ capacities: ['approver'], standsInFor: [] });
    expect(await shown(world, id, 'ana')).toMatchObject({ capacities: ['requester'], standsInFor: [] });
  });

  it('finds it in "My approvals" while the absence lasts', async () => {
    const world = await without(aWorld(), { bruno: 'eva' });
    const id = await pending(world);
    await mailed(world);
    const approvals = async () => {
      const list = makeListRequests(world.ports);
      const page = await list({ principal: principal('eva'), scope: 'approvals' });
      return page.ok ? page.value.items.map((request) => request.id) : page.refusal.rule;
    };

    expect(await approvals()).toEqual([id]);
    world.time.set('2026-11-24T18:00:00Z');
    expect(await approvals()).toEqual([]);
  });
});

describe('mails while somebody is absent', () => {
  it('go to the delegate too, who is told for whom', async () => {
    const world = await without(aWorld(), { bruno: 'eva' });
    await pending(world);

    const sent = await mailed(world);

    expect(sent.map(({ to }) => to)).toEqual(['bruno@example.com', 'carla@nodmarc.example', 'eva@example.com']);
    expect(sent[2]?.text).toContain('> For:    Bruno Lima, who is absent and named you');
    expect(sent[0]?.text).not.toContain('who is absent');
    expect(sent[2]?.replyTo).toMatch(/^r\./);
    expect(sent[2]?.replyTo).not.toBe(sent[0]?.replyTo);
  });

  it('ask each person once: an approver who also stands in for another gets one', async () => {
    const world = await without(aWorld(), { bruno: 'carla' });
    await pending(world);

    expect((await mailed(world)).map(({ to }) => to)).toEqual(['bruno@example.com', 'carla@nodmarc.example']);
  });

  it('leave out who is absent without a delegate, as long as enough others are asked', async () => {
    const world = await without(aWorld(), { bruno: undefined });
    await pending(world);

    expect((await mailed(world)).map(({ to }) => to)).toEqual(['carla@nodmarc.example']);
  });

  it('ask the absent all the same where too few are left, and the level is not called blocked', async () => {
    const world = await without(aWorld(), { bruno: undefined, carla: undefined });
    const id = await pending(world);

    expect((await mailed(world)).map(({ to }) => to)).toEqual(['bruno@example.com', 'carla@nodmarc.example']);
    expect(await requestOf(world, id)).not.toHaveProperty('blocked');
    expect(await voted(world, id, 'bruno')).toBe('pending');
  });

  it('are not sent any more to a seat that is filled when they go out', async () => {
    const levels = [{ approvers: ['bruno', 'carla'], approvals: 2 }];
    const world = await without(aWorld({ policy: vaultPolicy({ approval: { levels } }) }), { bruno: 'eva' });
    const id = await pending(world);
    await voted(world, id, 'eva');

    expect((await mailed(world)).map(({ to }) => to)).toEqual(['carla@nodmarc.example']);
  });

  it('tell of an emergency everybody, the absent and those who stand in for them', async () => {
    const world = await without(aWorld(), { bruno: undefined, dora: 'eva' });
    const id = await submitted(world);
    await makeUseEmergency(world.ports)({ principal: principal('ana'), requestId: id, reason: 'orders are lost' });

    expect((await mailed(world)).map(({ to }) => to)).toEqual([
      'bruno@example.com',
      'carla@nodmarc.example',
      'dora@example.com',
      'eva@example.com',
    ]);
  });
});

describe('a delegate who answers by mail', () => {
  const anAskedDelegate = async () => {
    const world = await without(aWorld(), { bruno: 'eva' });
    const id = await pending(world);
    const dispatch = aDispatch(world);
    await dispatch.dispatchAll();
    const address = dispatch.sent.find(({ to }) => to === 'eva@example.com')?.replyTo ?? '';
    dispatch.sent.length = 0;
    world.time.set('2026-11-24T17:06:00Z');
    return { world, id, dispatch, address, ...aReplyReader(world) };
  };

  it('votes in the seat of the absent approver', async () => {
    const { world, id, address, reply } = await anAskedDelegate();

    await reply('eva@example.com', address);

    expect(await requestOf(world, id)).toMatchObject({
      level: 2,
      ballots: [{ by: 'eva', seat: 'bruno', channel: 'mail' }],
    });
  });

  it('is not in the level any more when the approver is back', async () => {
    const { world, id, address, reply } = await anAskedDelegate();
    await world.ports.absences.clear('bruno', entry);

    await reply('eva@example.com', address);

    expect(await requestOf(world, id)).toMatchObject({ ballots: [] });
    expect(world.refusals().at(-1)).toMatchObject({ detail: { rule: 'approver-not-in-level' } });
  });

  it('is helped with an address of the same seat when the words were not understood', async () => {
    const { dispatch, address, reply } = await anAskedDelegate();

    await reply('eva@example.com', address, { body: 'Yes please' });
    await dispatch.dispatchAll();

    expect(dispatch.sent).toMatchObject([{ to: 'eva@example.com', replyTo: expect.stringMatching(/^r\./) }]);
  });
});

describe('the marks of sent mails', () => {
  it('name the person: an address that changed meanwhile gets no second mail', async () => {
    const world = aWorld();
    await pending(world);
    const dispatch = aDispatch(world);
    dispatch.failNextMark('0:carla');
    await dispatch.dispatchAll().catch(() => undefined);
    world.book.edit(vaultPolicy({ users: { bruno: { email: 'bruno@elsewhere.example' } } }));

    await dispatch.dispatchAll();

    expect(dispatch.sent.map(({ to }) => to)).toEqual([
      'bruno@example.com',
      'carla@nodmarc.example',
      'carla@nodmarc.example',
    ]);
  });
});

describe('an access that a delegate approved', () => {
  it('is like any other', async () => {
    const world = await without(aWorld(), { dora: 'eva' });
    const id = await pending(world);
    await voted(world, id, 'bruno');
    await asked(world, id);

    expect(await voted(world, id, 'eva')).toBe('approved');
    expect(await approved(world)).not.toBe(id);
  });
});
