import { describe, expect, it } from 'vitest';
import { makeSeal } from '../../../lambdas/http/pages/seal.ts';
import { settableClock } from '../../support/fakes/clock.ts';
import { submitted } from '../../support/fakes/world.ts';
import { aPageWorld } from './page-world.ts';

const id = '01KB3V9GZ00000000000000000';

describe('signing in at the pages', () => {
  it('sends whoever is not signed in to the issuer, and back to the page that he came for', async () => {
    const world = aPageWorld();
    const asked = await submitted(world);
    const bruno = world.browser();

    const first = await bruno.look(asked);
    const back = await bruno.signIn(asked, 'bruno');

    expect(first).toMatchObject({ status: 303, body: '' });
    expect(String(first.headers['location'])).toMatch(/^https:\/\/issuer\.example\/authorize\?state=/);
    expect(back).toMatchObject({ status: 303, headers: { location: `https://countersign.example/decide/${asked}` } });
    expect([...bruno.jar.keys()]).toEqual(['__Host-session']);
  });

  it('does not take the code of a sign-in that another browser began (threats.md E-13)', async () => {
    const world = aPageWorld();
    const [bruno, mallory] = [world.browser(), world.browser()];
    const state = new URL(String((await mallory.look(id)).headers['location'])).searchParams.get('state') ?? '';
    await bruno.look(id);
    world.issuer.people.set('code', { token_use: 'access', username: 'mallory' });

    const back = await bruno.send({ route: 'GET /sign-in/callback', query: { code: 'code', state } });

    expect(back.status).toBe(400);
    expect(bruno.jar.has('__Host-session')).toBe(false);
  });

  it.each([
    ['a code that the issuer does not take', { code: 'other' }],
    ['no code, for the person refused', { error: 'access_denied' }],
  ])('signs nobody in with %s', async (_case, query) => {
    const world = aPageWorld();
    const bruno = world.browser();
    const state = new URL(String((await bruno.look(id)).headers['location'])).searchParams.get('state') ?? '';

    expect((await bruno.send({ route: 'GET /sign-in/callback', query: { ...query, state } })).status).toBe(400);
  });

  it('signs nobody in whose token names nobody', async () => {
    const world = aPageWorld();
    const bruno = world.browser();

    expect((await bruno.signIn(id, '')).status).toBe(400);
  });

  it('is over after a quarter of an hour, and when the person signs out', async () => {
    const world = aPageWorld();
    const bruno = world.browser();
    await bruno.signIn(id, 'bruno');
    const csrf = /name="csrf" value="([^"]*)"/.exec((await bruno.look(id)).body)?.[1] ?? '';

    expect((await bruno.send({ route: 'POST /sign-out', form: { csrf: 'made up' } })).status).toBe(403);
    expect((await bruno.send({ route: 'POST /sign-out', form: { csrf } })).status).toBe(200);
    expect((await bruno.look(id)).status).toBe(303);

    await bruno.signIn(id, 'bruno');
    world.time.advance(15 * 60_000);
    expect((await bruno.look(id)).status).toBe(303);
  });

  it('leaves nothing to a cache, a frame, a script or another site (threats.md I-03)', async () => {
    const world = aPageWorld();
    const bruno = world.browser();
    await bruno.signIn(id, 'bruno');

    const { headers } = await bruno.look(id);

    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
  });

  it.each([
    ['a page that sends to the sign-in', 'GET /decide/{id}', false, 303],
    ['a page of a request that is not there', 'GET /decide/{id}', true, 404],
    ['a form that is refused', 'POST /decide/{id}', true, 403],
    ['a sign-in that failed', 'GET /sign-in/callback', false, 400],
    ['a sign-out that is refused', 'POST /sign-out', true, 403],
  ])('I-03: tells nobody where it was read, and is not kept: %s', async (_case, route, signedIn, status) => {
    const world = aPageWorld();
    const bruno = world.browser();
    if (signedIn) await bruno.signIn(id, 'bruno');

    const answered = await bruno.send({ route, id, ...(route.startsWith('POST') ? { form: { csrf: 'x' } } : {}) });

    expect(answered.status).toBe(status);
    expect(answered.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(answered.body).not.toMatch(/(?:src|href)="https?:/);
  });

  it('answers a fault with a page that says nothing of what was thrown', async () => {
    const world = aPageWorld();
    world.issuer.authorizeUrl = async () => {
      throw new Error('secret detail');
    };

    const { status, body } = await world.browser().look(id);

    expect(status).toBe(500);
    expect(body).not.toContain('secret detail');
  });
});

describe('a seal', () => {
  const { clock, advance } = settableClock('2026-11-24T17:00:00Z');
  const seal = makeSeal(async () => 'a key', clock);

  it('opens for its purpose and its time alone, and only unchanged', async () => {
    const text = await seal.seal('session', { id: 'bruno' }, clock() + 1000);
    const [content = '', signature = ''] = text.split('.');
    const forged = Buffer.from(JSON.stringify({ purpose: 'session', expiresAt: 9e15, value: { id: 'ana' } }));

    expect(await seal.open('session', text)).toEqual({ id: 'bruno' });
    expect(await seal.open('form', text)).toBeUndefined();
    expect(await seal.open('session', `${forged.toString('base64url')}.${signature}`)).toBeUndefined();
    expect(await seal.open('session', content)).toBeUndefined();
    expect(await seal.open('session', undefined)).toBeUndefined();
    expect(await makeSeal(async () => 'another key', clock).open('session', text)).toBeUndefined();
    advance(1000);
    expect(await seal.open('session', text)).toBeUndefined();
  });
});
