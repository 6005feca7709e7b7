import { describe, expect, it } from 'vitest';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { submitted } from '../../support/fakes/world.ts';
import { aPageWorld } from './page-world.ts';

const inPortuguese = { 'accept-language': 'pt-BR,pt;q=0.9' };

/** Bruno reads Portuguese, whatever his browser says. */
const asked = async () => {
  const world = aPageWorld(vaultPolicy({ users: { bruno: { locale: 'pt' } } }));
  const id = await submitted(world);
  const bruno = world.browser();
  await bruno.signIn(id, 'bruno');
  return { ...world, id, bruno };
};

describe('the page of a request, to a person whose locale is pt', () => {
  it('is in Portuguese: facts, times, the rule and the form', async () => {
    const { id, bruno } = await asked();

    const { body } = await bruno.look(id);

    expect(body).toContain('<html lang="pt">');
    for (const part of [
      'Este pedido espera uma decisão',
      'Ver a senha de orders_admin',
      'ter 24 nov 2026, 14:00 até 16:00',
      'hora do cofre',
      'a aprovação é exigida a qualquer hora',
      'grupo 45',
      'depois disso o pedido vence',
      '>Aprovar</button>',
      '>Recusar</button>',
      '>Sair</button>',
    ])
      expect(body).toContain(part);
    expect(body).not.toMatch(/\b(?:the|your|approval|Approve|Disapprove|Sign out|vault time|required at)\b/);
  });

  it('says in Portuguese what was recorded and what was refused', async () => {
    const { id, bruno } = await asked();

    const refused = await bruno.decide(id, { decision: 'approve', end: '2026-11-24T13:00' });
    await bruno.decide(id, { decision: 'approve' });
    const recorded = await bruno.look(id);

    expect(refused.status).toBe(422);
    expect(refused.body).toContain('O fim do período não vale');
    expect(recorded.body).toContain('Sua aprovação está registrada.');
  });

  it('says in Portuguese that there is no such request, that a form is not ours, and good-bye', async () => {
    const { id, bruno } = await asked();
    const foreign = { 'sec-fetch-site': 'cross-site' };

    const missing = await bruno.look('01KB3V9GZ0000000000000000');
    const forged = await bruno.send({ route: 'POST /decide/{id}', id, form: { csrf: '' }, headers: foreign });
    const csrf = /name="csrf" value="([^"]*)"/.exec((await bruno.look(id)).body)?.[1] ?? '';
    const bye = await bruno.send({ route: 'POST /sign-out', form: { csrf } });

    expect([missing.status, forged.status, bye.status]).toEqual([404, 403, 200]);
    expect(missing.body).toContain('Não há este pedido para você');
    expect(forged.body).toContain('Este formulário não foi aceito');
    expect(bye.body).toContain('Você saiu');
  });
});

describe('the page, to a person whose locale is en', () => {
  it('is in English, although the browser wants Portuguese', async () => {
    const { id, browser } = await asked();
    const carla = browser();
    await carla.signIn(id, 'carla');

    const { body } = await carla.send({ route: 'GET /decide/{id}', id, headers: inPortuguese });

    expect(body).toContain('<html lang="en">');
    expect(body).toContain('This request waits for a decision');
  });
});

describe('the page, to somebody whom the policy does not know', () => {
  it.each([
    [inPortuguese, 'pt', 'Não há este pedido para você'],
    [{}, 'en', 'There is no such request for you'],
  ])('follows the browser: %j', async (headers, language, words) => {
    const { id, browser } = await asked();
    const stranger = browser();
    await stranger.signIn(id, 'stranger');

    const { body } = await stranger.send({ route: 'GET /decide/{id}', id, headers });

    expect(body).toContain(`<html lang="${language}">`);
    expect(body).toContain(words);
  });

  it.each([
    [inPortuguese, 'Você não entrou'],
    [{}, 'You were not signed in'],
  ])('also before the sign-in: %j', async (headers, words) => {
    const { browser } = await asked();

    const { body } = await browser().send({
      route: 'GET /sign-in/callback',
      query: { code: 'x', state: 'y' },
      headers,
    });

    expect(body).toContain(words);
  });
});
