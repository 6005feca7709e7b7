import { describe, expect, it } from 'vitest';
import { submitted } from '../../support/fakes/world.ts';
import { aPageWorld } from './page-world.ts';

const asked = async () => {
  const world = aPageWorld();
  const id = await submitted(world, { justification: '</dd><script>alert(1)</script>' });
  const load = async () => (await world.ports.requests.load(id))?.request;
  const bruno = world.browser();
  await bruno.signIn(id, 'bruno');
  return { ...world, id, load, bruno };
};

describe('the page of a request', () => {
  it('shows who, what, why, when in vault time, the level, the deadline and the rule', async () => {
    const { id, bruno } = await asked();

    const { status, body } = await bruno.look(id);

    expect(status).toBe(200);
    for (const part of [
      'Ana Souza',
      'orders_admin',
      'Tue 24 Nov 2026, 14:00 to 16:00',
      'Level',
      'group 45',
      '11110045',
    ])
      expect(body).toContain(part);
  });

  it('escapes what the requester wrote (threats.md I-10)', async () => {
    const { id, bruno } = await asked();

    const { body } = await bruno.look(id);

    expect(body).toContain('&lt;/dd&gt;&lt;script&gt;');
    expect(body).not.toContain('<script');
  });

  it('E-13: changes nothing however often it is looked at, by whom, and with which hints of a scanner', async () => {
    const { id, bruno, table, browser } = await asked();
    const before = JSON.stringify(table.all());
    const hints: readonly Record<string, string>[] = [
      { purpose: 'prefetch' },
      { 'sec-purpose': 'prefetch;prerender' },
      { 'x-moz': 'prefetch' },
      {},
    ];

    for (let times = 0; times < 1000; times += 1) {
      const who = times % 2 === 0 ? bruno : browser();
      const headers = hints[times % hints.length] ?? {};
      await who.send({ route: 'GET /decide/{id}', id, headers, query: { decision: 'approve', csrf: 'x' } });
    }

    expect(JSON.stringify(table.all())).toBe(before);
  });

  it('E-13: a form that is sent a second time counts once, and says what was decided', async () => {
    const { id, bruno, load, ports } = await asked();
    const { body } = await bruno.look(id);
    const field = (name: string) => new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(body)?.[1] ?? '';
    const form = Object.fromEntries(['csrf', 'windowVersion', 'start', 'end'].map((name) => [name, field(name)]));
    const send = () =>
      bruno.send({ route: 'POST /decide/{id}', id, form: { ...form, decision: 'approve', comment: '' } });

    const first = await send();
    const second = await send();

    expect(first.status).toBe(303);
    expect([303, 409]).toContain(second.status);
    expect(await load()).toMatchObject({ ballots: [{ by: 'bruno' }], level: 2 });
    expect((await ports.requests.history(id)).filter(({ type }) => type === 'VoteCast')).toHaveLength(1);
  });

  it('E-13: a form of another approver’s page is of no use to one whose level is not open', async () => {
    const { id, browser, load } = await asked();
    const dora = browser();
    await dora.signIn(id, 'sub-dora');

    const sent = await dora.decide(id, { decision: 'approve', windowVersion: '1' });

    expect(sent.status).toBeGreaterThanOrEqual(403);
    expect(await load()).toMatchObject({ level: 1, ballots: [] });
  });

  it('records an approval by the link, with where it came from', async () => {
    const { id, bruno, load, ports } = await asked();

    const sent = await bruno.decide(id, { decision: 'approve', comment: 'go' });

    expect(sent).toMatchObject({ status: 303, headers: { location: `https://countersign.example/decide/${id}` } });
    expect(await load()).toMatchObject({
      ballots: [{ by: 'bruno', verdict: 'approve', comment: 'go', channel: 'link' }],
    });
    expect((await bruno.look(id)).body).toContain('Your approval is recorded.');
    const voted = (await ports.requests.history(id)).find(({ type }) => type === 'VoteCast');
    expect(JSON.stringify(voted)).toContain('192.0.2.7');
  });

  it('takes a changed end in vault time, and leaves the start that nobody touched to the millisecond', async () => {
    const { id, bruno, load } = await asked();

    await bruno.decide(id, { decision: 'approve', end: '2026-11-24T15:00' });

    expect(await load()).toMatchObject({
      windows: [{}, { start: Date.parse('2026-11-24T17:00:00Z'), end: Date.parse('2026-11-24T18:00:00Z') }],
    });
  });

  it.each([
    ['an end before the start', { end: '2026-11-24T13:00' }, 422, 'ends before it starts'],
    ['a day that does not exist', { end: '2026-11-31T15:00' }, 422, 'Write a date and a time that exist'],
  ])('says what is wrong with %s, and keeps what was written', async (_case, change, status, reason) => {
    const { id, bruno, load } = await asked();

    const sent = await bruno.decide(id, { decision: 'approve', comment: 'my long comment', ...change });

    expect(sent.status).toBe(status);
    expect(sent.body).toContain(reason);
    expect(sent.body).toContain('my long comment');
    expect(await load()).toMatchObject({ name: 'pending', ballots: [] });
  });

  it('revokes with a text once the access is open', async () => {
    const { id, bruno, load, browser } = await asked();
    await bruno.decide(id, { decision: 'approve' });
    const dora = browser();
    await dora.signIn(id, 'sub-dora');
    await dora.decide(id, { decision: 'approve' });

    const sent = await bruno.decide(id, { decision: 'revoke', text: 'wrong machine' });

    expect(sent.status).toBe(303);
    expect(await load()).toMatchObject({ name: 'revoked', by: 'bruno', text: 'wrong machine' });
  });
});

describe('a form', () => {
  it.each([
    ['without its mark', { csrf: '' }, {}],
    ['from another site', {}, { headers: { 'sec-fetch-site': 'cross-site', origin: 'https://countersign.example' } }],
    ['from another site, in an older browser', {}, { headers: { origin: 'https://evil.example' } }],
    ['of unknown origin', {}, { headers: {} }],
  ])('%s is refused and changes nothing (threats.md E-13)', async (_case, answers, more) => {
    const { id, bruno, load } = await asked();

    const sent = await bruno.decide(id, { decision: 'approve', ...answers }, more);

    expect(sent.status).toBe(403);
    expect(await load()).toMatchObject({ ballots: [] });
  });

  it('is known by its origin in a browser that tells no more', async () => {
    const { id, bruno } = await asked();

    const sent = await bruno.decide(
      id,
      { decision: 'approve' },
      { headers: { origin: 'https://countersign.example' } },
    );

    expect(sent.status).toBe(303);
  });

  it('with the mark of another sign-in is refused', async () => {
    const { id, bruno, browser, load } = await asked();
    const carla = browser();
    await carla.signIn(id, 'carla');
    const stolen = /name="csrf" value="([^"]*)"/.exec((await carla.look(id)).body)?.[1] ?? '';

    expect((await bruno.decide(id, { decision: 'approve', csrf: stolen })).status).toBe(403);
    expect(await load()).toMatchObject({ ballots: [] });
  });
});

describe('who may see it', () => {
  it('finds a foreign request as little as an absent one (threats.md I-04)', async () => {
    const { id, browser } = await asked();
    const zoe = browser();
    await zoe.signIn(id, 'eva');
    const plain = (body: string) => body.replace(/value="[^"]*"/g, '');

    const [foreign, absent] = [await zoe.look(id), await zoe.look('01KB3V9GZ00000000000000000')];

    expect([foreign.status, absent.status]).toEqual([404, 404]);
    expect(plain(foreign.body)).toBe(plain(absent.body));
  });

  it('gives the requester no form to decide, and refuses one that is made up (threats.md E-01)', async () => {
    const { id, browser, load } = await asked();
    const ana = browser();
    await ana.signIn(id, 'ana');

    expect((await ana.look(id)).body).not.toContain('Your decision');
    const sent = await ana.decide(id, { decision: 'approve', windowVersion: '1' });

    expect(sent.status).not.toBe(303);
    expect(await load()).toMatchObject({ ballots: [] });
  });
});
