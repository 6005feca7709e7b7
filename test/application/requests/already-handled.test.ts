import { describe, expect, it } from 'vitest';
import { makeCastVote } from '../../../lambdas/application/requests/cast-vote.ts';
import { aDispatch } from '../../support/fakes/dispatch.ts';
import { anAskedApprover } from '../../support/fakes/reply.ts';
import { asked, pending, voted } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal } from '../../support/fakes/world.ts';

const telling = (settings = {}) => aWorld({ policy: vaultPolicy({ settings: { notifyHandled: true, ...settings } }) });

describe('already handled', () => {
  it('tells who was asked and did not vote, in one short mail: who decided, what and when', async () => {
    const world = telling();
    const id = await pending(world);
    const { dispatchAll, sent } = aDispatch(world);
    await dispatchAll();
    sent.length = 0;
    await voted(world, id, 'bruno');

    await dispatchAll();

    expect(sent).toMatchObject([{ to: 'carla@nodmarc.example', subject: `Already handled: request ${id}` }]);
    expect(sent[0]?.text).toContain('> By:     Bruno Lima approved');
    expect(sent[0]?.replyTo).toBeUndefined();
  });

  it('still goes out when whoever decided has voted anew since, for another window', async () => {
    const world = telling();
    const id = await pending(world);
    const { dispatchAll, sent } = aDispatch(world);
    await voted(world, id, 'bruno');
    await asked(world, id);
    world.time.advance(60_000);
    const window = { start: world.ports.clock(), end: Date.parse('2026-11-24T19:30:00Z') };
    await voted(world, id, 'sub-dora', { window });
    expect(await voted(world, id, 'bruno', { windowVersion: 2 })).toBe('approved');

    await dispatchAll();

    expect(sent.filter(({ subject }) => subject.startsWith('Already handled')).map(({ to }) => to)).toContain(
      'carla@nodmarc.example',
    );
  });

  it('is told of a rejection as well, and not where the settings say so', async () => {
    for (const [notifyHandled, readers] of [
      [true, ['ana@example.com', 'carla@nodmarc.example']],
      [false, ['ana@example.com']],
    ] as const) {
      const world = telling({ notifyHandled });
      const id = await pending(world);
      const { dispatchAll, sent } = aDispatch(world);
      await dispatchAll();
      sent.length = 0;
      await voted(world, id, 'bruno', { verdict: 'disapprove' });

      await dispatchAll();

      expect(sent.map(({ to }) => to)).toEqual(readers);
    }
  });

  it('is not told to whom nobody had asked: an absent approver without a delegate', async () => {
    const world = telling();
    const until = Date.parse('2026-11-25T12:00:00Z');
    await world.ports.absences.set(
      { person: 'carla', from: 0, until },
      { type: 'AbsenceSet', actor: 'test', detail: {} },
    );
    const id = await pending(world);
    await voted(world, id, 'bruno');
    const { dispatchAll, sent } = aDispatch(world);

    await dispatchAll();

    expect(sent.filter(({ to }) => to === 'carla@nodmarc.example')).toEqual([]);
  });
});

describe('mission Q20: who answers late', () => {
  it('by mail is told who decided and when', async () => {
    const { world, id, dispatch, address, reply } = await anAskedApprover();
    await voted(world, id, 'carla');
    await reply('bruno@example.com', address);
    await dispatch.dispatchAll();

    const late = dispatch.sent.find(({ subject }) => subject.startsWith('Your reply changed nothing'));
    expect(late).toMatchObject({ to: 'bruno@example.com' });
    expect(late?.text).toContain('> By:     Carla Reis approved');
  });

  it('by mail, and had voted before, is told the own vote', async () => {
    const { world, id, dispatch, address, reply } = await anAskedApprover();
    await voted(world, id, 'bruno');
    await reply('bruno@example.com', address);
    await dispatch.dispatchAll();

    const late = dispatch.sent.find(({ subject }) => subject.startsWith('Your reply changed nothing'));
    expect(late?.text).toContain('Your approval was recorded before.');
    expect(late?.text).not.toContain('> By:');
  });

  it('by the API is told it in the refusal', async () => {
    const world = aWorld();
    const id = await pending(world);
    await voted(world, id, 'bruno', { verdict: 'disapprove' });

    const late = await makeCastVote(world.ports)({
      principal: principal('carla'),
      requestId: id,
      verdict: 'approve',
      windowVersion: 1,
      channel: 'api',
    });

    expect(late).toMatchObject({
      refusal: {
        rule: 'already-decided',
        reason: 'The request is already rejected. Last, bruno voted disapprove at 2026-11-24T17:00:00.000Z.',
      },
    });
  });
});
