import { describe, expect, it } from 'vitest';
import { makeCancelRequest } from '../../../lambdas/application/requests/cancel-request.ts';
import { makeUseEmergency } from '../../../lambdas/application/requests/use-emergency.ts';
import { aDispatch } from '../../support/fakes/dispatch.ts';
import { approved, asked, pending, voted } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal, type World } from '../../support/fakes/world.ts';

const sentIn = async (world: World) => {
  const { dispatchAll, sent } = aDispatch(world);
  await dispatchAll();
  return sent;
};
const told = async (world: World) => (await sentIn(world)).map(({ to, subject }) => `${to}: ${subject}`);
const inboxOf = async ({ ports }: World, person: string) => {
  const page = await ports.lists.byApprover(person);
  return page === 'cursor-unknown' ? [] : page.items.map(({ id }) => id);
};

describe('who is told what', () => {
  it('mission A1 20, I-4: level 1 first, and level 2 only once level 1 has approved', async () => {
    const world = aWorld();
    const id = await pending(world);

    expect(await told(world)).toEqual([
      `bruno@example.com: Approval needed: request ${id}`,
      `carla@nodmarc.example: Approval needed: request ${id}`,
    ]);

    await voted(world, id, 'bruno');
    await asked(world, id);
    expect(await told(world)).toEqual([`dora@example.com: Approval needed: request ${id}`]);
  });

  it('puts a request into the inboxes of those who are asked, and of nobody else', async () => {
    const world = aWorld();
    const id = await pending(world);

    await sentIn(world);

    expect([await inboxOf(world, 'bruno'), await inboxOf(world, 'carla')]).toEqual([[id], [id]]);
    expect([await inboxOf(world, 'dora'), await inboxOf(world, 'ana')]).toEqual([[], []]);
  });

  it('tells the requester how it ended', async () => {
    const world = aWorld();
    const id = await approved(world);

    expect(await told(world)).toEqual([expect.stringMatching(`^ana@example.com: .*${id}`)]);
  });

  it('tells a requester who was disabled meanwhile as well', async () => {
    const world = aWorld();
    await approved(world);
    world.book.edit(vaultPolicy({ users: { ana: { enabled: false } } }));

    expect(await told(world)).toHaveLength(1);
  });

  it('mission A1 27: in an emergency tells every approver of every level, and shows it in their inboxes', async () => {
    const world = aWorld();
    const id = await pending(world);
    await sentIn(world);
    await makeUseEmergency(world.ports)({ principal: principal('ana'), requestId: id, reason: 'orders are lost' });

    const sent = await sentIn(world);

    expect(sent.map(({ to }) => to)).toEqual(['bruno@example.com', 'carla@nodmarc.example', 'dora@example.com']);
    for (const { text } of sent) expect(text).toContain('orders are lost');
    expect(await inboxOf(world, 'dora')).toEqual([id]);
  });

  it('tells the administrators of a level that lacks people', async () => {
    const world = aWorld({ policy: vaultPolicy({ approval: { levels: [{ approvers: ['ana'] }], allowStuck: true } }) });
    const id = await pending(world);

    const { dispatchAll, sent } = aDispatch(world, { administrators: ['one@example.com', 'two@example.com'] });
    await dispatchAll();

    expect(sent.map(({ to }) => to)).toEqual(['one@example.com', 'two@example.com']);
    expect(sent[0]).toMatchObject({ requestId: id, subject: expect.stringContaining(id) });
  });
});

describe('who is left out', () => {
  it.each([
    ['was disabled', vaultPolicy({ users: { bruno: { enabled: false } } })],
    ['has no address any more', vaultPolicy({ users: { bruno: { email: undefined } } })],
    ['is not in the policy any more', withoutBruno()],
  ])('an approver who %s; the others are told', async (_name, edited) => {
    const world = aWorld();
    await pending(world);

    world.book.edit(edited);

    expect((await sentIn(world)).map(({ to }) => to)).toEqual(['carla@nodmarc.example']);
  });

  it('everybody, when the request was decided before the mail went out', async () => {
    const world = aWorld();
    const id = await pending(world);
    await makeCancelRequest(world.ports)({ principal: principal('ana'), requestId: id });

    expect(await told(world)).toEqual([]);
    expect(await inboxOf(world, 'bruno')).toEqual([]);
  });

  it('those whose level had approved before the mail went out', async () => {
    const world = aWorld();
    const id = await pending(world);
    await voted(world, id, 'bruno');
    await asked(world, id);

    expect(await told(world)).toEqual([`dora@example.com: Approval needed: request ${id}`]);
    expect(await inboxOf(world, 'carla')).toEqual([id]);
  });

  it('is a fault for an effect of a request that is not there', async () => {
    const world = aWorld();
    await world.ports.log.append({ type: 'X', actor: 'x', detail: {} }, [
      { kind: 'mail', notice: 'request-approved', to: ['ana'] },
    ]);

    await expect(sentIn(world)).rejects.toMatchObject({ name: 'RequestMissing' });
  });
});

describe('what a mail says', () => {
  it('when: in vault time, and in the time of its reader', async () => {
    const world = aWorld();
    await pending(world);

    const [bruno, carla] = await sentIn(world);

    expect(bruno?.text).toContain('14:00 to 16:00 (vault time, America/Sao_Paulo)');
    expect(bruno?.text).toContain('17:00 to 19:00 (your time, Europe/Lisbon)');
    expect(carla?.text).not.toContain('Europe/Lisbon');
  });

  it('who else has access to the credential now, to approvers only', async () => {
    const world = aWorld();
    await approved(world);
    await sentIn(world);
    world.time.set('2026-11-24T18:00:00Z');
    const window = { start: Date.parse('2026-11-24T18:00:00Z'), end: Date.parse('2026-11-24T19:00:00Z') };
    const id = await pending(world, { window });
    await voted(world, id, 'bruno');
    await asked(world, id);
    const toDora = await sentIn(world);
    await voted(world, id, 'sub-dora');
    const toAna = await sentIn(world);

    expect(toDora.map(({ to }) => to)).toEqual(['dora@example.com']);
    expect(toDora[0]?.text).toMatch(/in use now:\n> Ana Souza, until Tue 24 Nov 2026, 16:00/);
    expect(toAna.map(({ to }) => to)).toEqual(['ana@example.com']);
    expect(toAna[0]?.text).not.toContain('in use now');
  });

  it('all of it in the language of its reader', async () => {
    const world = aWorld({ policy: vaultPolicy({ users: { bruno: { locale: 'pt' } } }) });
    const id = await pending(world);

    const [bruno, carla] = await sentIn(world);

    expect([bruno?.subject, carla?.subject]).toEqual([
      `Aprovação necessária: pedido ${id}`,
      `Approval needed: request ${id}`,
    ]);
    expect(bruno?.text).toContain('ver a senha de orders_admin em orders-db');
  });

  it('what, for whom, and where to decide', async () => {
    const world = aWorld();
    const id = await pending(world, { justification: 'nightly job', reason: 'Incident' });

    const [mail] = await sentIn(world);

    expect(mail).toMatchObject({ requestId: id });
    for (const part of [
      'Ana Souza',
      'orders_admin on orders-db',
      'nightly job',
      'Incident',
      `https://console.example.net/decide/${id}`,
      'level 1 of 2',
    ])
      expect(mail?.text).toContain(part);
  });

  it('names things by their ids when they are not in the policy any more', async () => {
    const world = aWorld();
    await approved(world);
    const policy = vaultPolicy();
    world.book.edit({ ...policy, credentials: [] });

    const [mail] = await sentIn(world);

    expect(mail?.text).toContain('orders-admin on orders-admin');
  });
});

function withoutBruno() {
  const policy = vaultPolicy();
  return { ...policy, users: policy.users.filter(({ id }) => id !== 'bruno') };
}
