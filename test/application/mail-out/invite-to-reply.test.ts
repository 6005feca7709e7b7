import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../lambdas/adapters/runtime/runtime.ts';
import { inviteToReply } from '../../../lambdas/application/mail-out/invite-to-reply.ts';
import { makeUseEmergency } from '../../../lambdas/application/requests/use-emergency.ts';
import { aDispatch, replyToken } from '../../support/fakes/dispatch.ts';
import { asked, pending, requestOf, voted } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal, type World } from '../../support/fakes/world.ts';

const dispatched = async (world: World, options: Parameters<typeof aDispatch>[1] = {}) => {
  const { dispatchAll, sent } = aDispatch(world, options);
  await dispatchAll();
  return sent;
};
const tokenIn = (replyTo: string | undefined): string =>
  /^r\.([a-z2-7]{32})@reply\.example\.net$/.exec(replyTo ?? '')?.[1] ?? '';

describe('the reply address of a mail that asks', () => {
  it('is secret, and only its hash is stored, with whom it was given and for what', async () => {
    const world = aWorld();
    const id = await pending(world);

    const [mail] = await dispatched(world);

    const token = tokenIn(mail?.replyTo);
    expect(token).toHaveLength(32);
    expect(JSON.stringify(world.table.all())).not.toContain(token);
    expect(await world.ports.invitations.find(sha256(token))).toMatchObject({
      requestId: id,
      level: 1,
      approver: 'bruno',
      address: 'bruno@example.com',
      windowVersion: 1,
      policyVersion: 1,
      expiresAt: Date.parse('2026-11-24T19:00:00Z'),
    });
  });

  it('S-17: stands in Reply-To alone, never in the text of a mail', async () => {
    const world = aWorld();
    await pending(world);

    const [mail] = await dispatched(world);

    expect(`${mail?.subject} ${mail?.text}`).not.toContain(tokenIn(mail?.replyTo));
  });

  it('is the same when the mail is sent again', async () => {
    const world = aWorld();
    await pending(world);
    const { dispatchAll, sent, failNextMark } = aDispatch(world);
    failNextMark('0:bruno');
    await dispatchAll().catch(() => undefined);
    await dispatchAll();

    expect(sent[0]?.to).toBe('bruno@example.com');
    expect(sent[1]?.replyTo).toBe(sent[0]?.replyTo);
  });

  it('is another for another person, level, window and ask', async () => {
    const levels = [{ approvers: ['bruno', 'eva'], approvals: 2 }, { approvers: ['dora'] }];
    const world = aWorld({ policy: vaultPolicy({ approval: { levels } }) });
    const id = await pending(world);
    const first = await dispatched(world);
    const window = { start: Date.parse('2026-11-24T17:00:00Z'), end: Date.parse('2026-11-24T20:00:00Z') };
    await voted(world, id, 'eva', { window });
    const second = await dispatched(world);
    await voted(world, id, 'bruno', { windowVersion: 2 });
    await asked(world, id);
    const third = await dispatched(world);

    const addresses = [...first, ...second, ...third].map(({ to, replyTo }) => `${to} ${tokenIn(replyTo)}`);
    expect(addresses.map((each) => each.split(' ')[0])).toEqual([
      'bruno@example.com',
      'eva@example.com',
      'bruno@example.com',
      'dora@example.com',
    ]);
    expect(new Set(addresses.map((each) => each.split(' ')[1])).size).toBe(4);
  });
});

describe('one invitation', () => {
  const invite = async (world: World, id: string, ask: number) => {
    const request = await requestOf(world, id);
    const approver = vaultPolicy().users.find((user) => user.id === 'bruno');
    if (request.name !== 'pending' || !approver) throw new Error('bruno is asked about a request that waits');
    const { invitations, digest } = world.ports;
    const offer = {
      invitations,
      digest,
      replyToken,
      replyDomain: 'reply.example.net',
      offeredDomains: ['example.com'],
    };
    return inviteToReply(offer, { request, approver, ask });
  };

  it('is one ask: the same gives the same address, the next one another', async () => {
    const world = aWorld();
    const id = await pending(world);

    const first = await invite(world, id, 2);

    expect(await invite(world, id, 2)).toBe(first);
    expect(await invite(world, id, 3)).not.toBe(first);
    expect(world.table.all().filter(({ pk }) => pk.startsWith('T#'))).toHaveLength(2);
  });
});

describe('no reply address, and no word about replying', () => {
  const offers = async (world: World, options: Parameters<typeof aDispatch>[1] = {}) =>
    (await dispatched(world, options)).map(({ to, replyTo, text }) => [
      to,
      replyTo !== undefined,
      /\bAPPROVE\b/.test(text),
    ]);

  it('S-03: goes to a domain that is not offered it', async () => {
    const world = aWorld();
    await pending(world);

    expect(await offers(world)).toEqual([
      ['bruno@example.com', true, true],
      ['carla@nodmarc.example', false, false],
    ]);
  });

  it('S-03: knows a domain however it is spelled, and no other that ends alike', async () => {
    const world = aWorld({
      policy: vaultPolicy({
        users: { bruno: { email: 'bruno@EXAMPLE.com' }, carla: { email: 'carla@evil-example.com' } },
      }),
    });
    await pending(world);

    expect((await offers(world)).map(([, offered]) => offered)).toEqual([true, false]);
  });

  it('mission Q31: goes to anybody where no mail is received', async () => {
    const world = aWorld();
    await pending(world);

    expect(await offers(world, { invite: null })).toEqual([
      ['bruno@example.com', false, false],
      ['carla@nodmarc.example', false, false],
    ]);
    expect(world.table.all().filter(({ pk }) => pk.startsWith('T#'))).toEqual([]);
  });

  it('goes to anybody where the group allows no reply by mail', async () => {
    const world = aWorld({ policy: vaultPolicy({ approval: { emailReply: false } }) });
    await pending(world);

    expect((await offers(world)).map(([, offered]) => offered)).toEqual([false, false]);
  });

  it('goes out with what only informs', async () => {
    const world = aWorld();
    const id = await pending(world);
    await dispatched(world);
    await makeUseEmergency(world.ports)({ principal: principal('ana'), requestId: id, reason: 'orders are lost' });

    expect((await offers(world)).map(([, offered]) => offered)).toEqual([false, false, false]);
  });
});
