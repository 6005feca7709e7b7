import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../lambdas/adapters/runtime/runtime.ts';
import { makeCancelRequest } from '../../../lambdas/application/requests/cancel-request.ts';
import { makeRevokeAccess } from '../../../lambdas/application/requests/revoke-access.ts';
import { makeUseEmergency } from '../../../lambdas/application/requests/use-emergency.ts';
import { anAskedApprover, aReplyReader } from '../../support/fakes/reply.ts';
import { asked, eventsOf, requestOf, voted } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal } from '../../support/fakes/world.ts';

const bruno = 'bruno@example.com';
const told = async ({ dispatch }: Awaited<ReturnType<typeof anAskedApprover>>): Promise<string[]> => {
  await dispatch.dispatchAll();
  return dispatch.sent.map(({ to, subject, autoSubmitted }) => `${to} ${subject} ${autoSubmitted ?? ''}`.trim());
};

describe('mission A1 21: the right approver replies', () => {
  it('APPROVE, and the level is passed; the vote is recorded with what proves it', async () => {
    const { world, id, address, reply } = await anAskedApprover();

    await reply('Bruno Lima <bruno@example.com>', address, { body: 'APPROVE\r\nThanks,\r\nBruno' });

    expect(await requestOf(world, id)).toMatchObject({ name: 'pending', level: 2 });
    const record = (await world.ports.requests.history(id)).find(({ type }) => type === 'VoteCast');
    expect(record).toMatchObject({
      actor: 'bruno',
      detail: {
        ballot: { verdict: 'approve', channel: 'mail', windowVersion: 1, comment: 'Thanks,\nBruno' },
        evidence: {
          messageId: 'message-1',
          sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          dmarc: 'PASS',
          invitedUnderPolicy: '1',
        },
      },
    });
  });

  it('DISAPPROVE, and the request is rejected', async () => {
    const { world, id, address, reply } = await anAskedApprover();

    await reply(bruno, address, { body: 'Disapprove.' });

    expect(await requestOf(world, id)).toMatchObject({ name: 'rejected' });
  });

  it('S-17: and is told that the vote was recorded, exactly once', async () => {
    const setting = await anAskedApprover();
    await setting.reply(bruno, setting.address);

    const mails = await told(setting);

    expect(mails.filter((mail) => mail.includes(setting.id) && mail.startsWith(bruno))).toHaveLength(1);
    expect(setting.dispatch.sent[0]?.replyTo).toBeUndefined();
  });

  it('S-17: and may revoke what was approved in his name, until the access is over', async () => {
    const levels = [{ approvers: ['bruno', 'carla'] }];
    const { world, id, address, reply } = await anAskedApprover(
      aWorld({ policy: vaultPolicy({ approval: { levels } }) }),
    );
    await reply(bruno, address);
    expect(await requestOf(world, id)).toMatchObject({ name: 'approved' });

    const act = { principal: principal('bruno'), requestId: id, text: 'This was not me' };
    expect(await makeRevokeAccess(world.ports)(act)).toMatchObject({ ok: true });

    expect(await requestOf(world, id)).toMatchObject({ name: 'revoked', by: 'bruno' });
  });

  it('R-01: the record holds no word of the mail but its comment, and not the token', async () => {
    const { world, address, reply } = await anAskedApprover();
    await reply(bruno, address, { body: 'APPROVE\r\n\r\n> quoted canary line' });

    const dump = JSON.stringify(world.table.all());
    expect(dump).not.toContain('quoted canary line');
    expect(dump).not.toContain(address.slice(2, 34));
  });
});

describe('a reply that comes again or late', () => {
  it('Q20: counts once, spends the token, and is answered once an hour at most', async () => {
    const setting = await anAskedApprover();
    const { world, id, address, reply } = setting;
    await reply(bruno, address);
    await told(setting);
    setting.dispatch.sent.length = 0;

    await reply(bruno, address);
    await reply(bruno, address);
    await reply(bruno, address);

    expect(await told(setting)).toHaveLength(1);
    expect((await eventsOf(world, id)).filter((event) => event === 'VoteCast')).toHaveLength(1);
    expect(world.refusals().map(({ detail }) => detail)).toMatchObject(Array(3).fill({ rule: 'token-used' }));
    expect(await world.ports.invitations.find(sha256(address.slice(2, 34)))).toMatchObject({
      usedAt: Date.parse('2026-11-24T17:06:00Z'),
    });
  });

  it('is told how the request stands once it was cancelled', async () => {
    const setting = await anAskedApprover();
    await makeCancelRequest(setting.world.ports)({ principal: principal('ana'), requestId: setting.id });

    await setting.reply(bruno, setting.address);

    expect(await told(setting)).toEqual([expect.stringMatching(/^bruno@example.com .* auto-replied$/)]);
    expect(setting.dispatch.sent[0]?.text).toContain('cancelled');
    expect(setting.world.refusals()).toMatchObject([{ type: 'ReplyRefused', detail: { rule: 'already-decided' } }]);
  });

  it('does not vote in another level than the mail asked', async () => {
    const setting = await anAskedApprover();
    await voted(setting.world, setting.id, 'carla');

    await setting.reply(bruno, setting.address);

    expect(await requestOf(setting.world, setting.id)).toMatchObject({ level: 2, ballots: [{ by: 'carla' }] });
    expect(setting.world.refusals()).toMatchObject([{ detail: { rule: 'level-closed' } }]);
  });

  it('T-15: of an approver of two levels counts for the level that the mail asked, and for no other', async () => {
    const levels = [{ approvers: ['bruno', 'carla'] }, { approvers: ['bruno', 'dora'] }];
    const setting = await anAskedApprover(aWorld({ policy: vaultPolicy({ approval: { levels } }) }));
    await voted(setting.world, setting.id, 'carla');
    await asked(setting.world, setting.id);

    await setting.reply(bruno, setting.address);

    expect(await requestOf(setting.world, setting.id)).toMatchObject({ level: 2, ballots: [{ by: 'carla' }] });
    expect(setting.world.refusals()).toMatchObject([{ detail: { rule: 'level-closed' } }]);
  });

  it('T-11: does not count at the deadline', async () => {
    const setting = await anAskedApprover();
    setting.world.time.set('2026-11-24T19:00:00Z');

    await setting.reply(bruno, setting.address);

    expect(await requestOf(setting.world, setting.id)).toMatchObject({ ballots: [] });
    expect(setting.world.refusals()).toMatchObject([{ detail: { rule: 'token-expired' } }]);
    expect(await told(setting)).toHaveLength(1);
  });

  it('does not count for a window that its author did not see', async () => {
    const setting = await anAskedApprover();
    const window = { start: Date.parse('2026-11-24T17:00:00Z'), end: Date.parse('2026-11-24T20:00:00Z') };
    await voted(setting.world, setting.id, 'carla', { window });
    await asked(setting.world, setting.id);

    await setting.reply(bruno, setting.address);

    expect(await requestOf(setting.world, setting.id)).toMatchObject({ ballots: [{ by: 'carla' }] });
  });

  it('E-10: DISAPPROVE after an emergency revokes it', async () => {
    const { world, id, address, reply } = await anAskedApprover();
    await makeUseEmergency(world.ports)({ principal: principal('ana'), requestId: id, reason: 'orders are lost' });

    await reply(bruno, address, { body: 'DISAPPROVE\r\nno incident is open' });

    expect(await requestOf(world, id)).toMatchObject({ name: 'revoked', text: 'no incident is open' });
  });

  it.each([
    ['a vote', 'APPROVE', 'VoteCast'],
    ['a text that decides nothing', 'I do not APPROVE', 'ReplyNotUnderstood'],
  ])(
    'T-17: is delivered three times and two hours later, with %s: one record and one mail',
    async (_what, body, type) => {
      const setting = await anAskedApprover();
      const { world, id, address, reply } = setting;
      const mail = { body, receipt: { messageId: 'm' } };
      for (let time = 0; time < 3; time += 1) await reply(bruno, address, mail);
      world.time.set('2026-11-24T18:59:00Z');
      await reply(bruno, address, mail);

      const records = [...(await eventsOf(world, id)), ...world.refusals().map((refusal) => refusal.type)];
      expect(records.filter((one) => one === type || one === 'ReplyRefused')).toEqual([type]);
      expect((await told(setting)).filter((one) => one.startsWith(bruno))).toHaveLength(1);
    },
  );

  it('T-17: spends its token, which says so: it comes again once its author is asked no more, and nothing happens', async () => {
    const setting = await anAskedApprover();
    const { world, address, reply } = setting;
    const again = { receipt: { messageId: 'm' } };
    await reply(bruno, address, again);
    await told(setting);
    setting.dispatch.sent.length = 0;
    expect(await world.ports.handled.has('m')).toBe(false);

    world.book.edit(vaultPolicy({ approval: { levels: [{ approvers: ['carla'] }] } }));
    await reply(bruno, address, again);

    expect(world.refusals()).toEqual([]);
    expect(await told(setting)).toEqual([]);
  });

  it('T-17: dies after the token is spent: the same mail again is neither recorded nor answered', async () => {
    const setting = await anAskedApprover();
    const { world, address, reply } = setting;
    const { invitations } = world.ports;
    const markUsed: typeof invitations.markUsed = async (...mark) => {
      await invitations.markUsed(...mark);
      throw new Error('killed');
    };
    const dying = aReplyReader(world, { invitations: { ...invitations, markUsed } });
    const again = { receipt: { messageId: 'm' } };
    await expect(dying.reply(bruno, address, again)).rejects.toThrow('killed');

    await reply(bruno, address, again);

    expect(world.refusals()).toEqual([]);
    expect((await told(setting)).filter((one) => one.startsWith(bruno))).toHaveLength(1);
  });

  it('dies before the token is spent: the same mail again is the same vote', async () => {
    const { world, id, address, reply } = await anAskedApprover();
    const markUsed = () => Promise.reject(new Error('killed'));
    const dying = aReplyReader(world, { invitations: { ...world.ports.invitations, markUsed } });
    const again = { receipt: { messageId: 'm' } };
    await expect(dying.reply(bruno, address, again)).rejects.toThrow('killed');

    await reply(bruno, address, again);

    expect((await eventsOf(world, id)).filter((event) => event === 'VoteCast')).toHaveLength(1);
    expect(world.refusals()).toEqual([]);
    expect(await world.ports.invitations.find(sha256(address.slice(2, 34)))).toHaveProperty('usedAt');
  });

  it('loses no vote to others who keep changing the request: it is a fault, to be delivered again', async () => {
    const { world, id, address, reply } = await anAskedApprover();
    const requests = { ...world.ports.requests, commit: async () => 'conflict' as const };
    const losing = aReplyReader(world, { requests });

    await expect(losing.reply(bruno, address)).rejects.toMatchObject({ name: 'ReplyConflict', retryable: true });

    expect(world.refusals()).toEqual([]);
    await reply(bruno, address);
    expect(await requestOf(world, id)).toMatchObject({ level: 2 });
  });
});

describe('the right approver writes something else', () => {
  it('T-03: changes nothing, and is told how to reply with an address that works', async () => {
    const setting = await anAskedApprover();
    const before = await setting.world.ports.requests.load(setting.id);

    await setting.reply(bruno, setting.address, { body: 'I do not APPROVE' });

    expect(await setting.world.ports.requests.load(setting.id)).toEqual(before);
    expect(setting.world.refusals()).toEqual([
      {
        type: 'ReplyNotUnderstood',
        actor: 'bruno',
        detail: { rule: expect.any(String), messageId: 'message-1', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    ]);
    expect(await told(setting)).toEqual([expect.stringMatching(/^bruno@example.com .* auto-replied$/)]);
    const help = setting.dispatch.sent[0]?.replyTo ?? '';
    await setting.reply(bruno, help, { body: 'APPROVE' });
    expect(await requestOf(setting.world, setting.id)).toMatchObject({ level: 2 });
  });

  it('is helped once an hour', async () => {
    const setting = await anAskedApprover();
    const unclear = { body: 'maybe' };
    await setting.reply(bruno, setting.address, unclear);
    await setting.reply(bruno, setting.address, unclear);
    expect(await told(setting)).toHaveLength(1);

    setting.world.time.set('2026-11-24T18:06:01Z');
    await setting.reply(bruno, setting.address, { ...unclear, headers: { Date: 'Tue, 24 Nov 2026 18:05:00 +0000' } });

    expect(await told(setting)).toHaveLength(2);
    expect(setting.world.refusals()).toHaveLength(3);
  });
});
