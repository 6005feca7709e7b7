import { describe, expect, it } from 'vitest';
import type { StoredRequest } from '../../../lambdas/application/ports/ports.ts';
import type { Due } from '../../../lambdas/application/ports/sweep-ports.ts';
import { makeReturnAccess } from '../../../lambdas/application/requests/return-access.ts';
import { makeSweepDue } from '../../../lambdas/application/sweep/sweep-due.ts';
import { aDispatch } from '../../support/fakes/dispatch.ts';
import { recordingRescue } from '../../support/fakes/recorders.ts';
import { approved, eventsOf, pending, requestOf, voted } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal, submitted, type World } from '../../support/fakes/world.ts';

/** A sweeper over a world. What is recorded is dispatched first, so that only what a test takes away is missing. */
const aSweeper = (world: World) => {
  const { dispatch, dispatchAll, calls, published, sent } = aDispatch(world);
  const rescue = recordingRescue();
  const reported: string[] = [];
  const report = (due: Due, error: unknown) =>
    void reported.push(`${'key' in due ? due.key.sk : Object.values(due)[1]}: ${(error as Error).name}`);
  const changing: string[] = [];
  const changeOwedPassword = async (credential: string) => void changing.push(credential);
  const ports = { ...world.ports, rescue: rescue.rescue, dispatch, changeOwedPassword, report };
  return { sweep: makeSweepDue(ports), ports, rescue, reported, dispatchAll, calls, published, sent, changing };
};

describe('a pending request past its deadline', () => {
  it('I-11: lapses, and the workflow that still waits is sent on', async () => {
    const world = aWorld();
    const id = await pending(world);
    const { sweep, dispatchAll, calls } = aSweeper(world);
    await dispatchAll();
    world.time.set('2026-11-24T19:00:00Z');

    expect(await sweep()).toMatchObject({ found: { 'request-lapsed': 1 }, failed: 0 });
    await dispatchAll();

    expect(await requestOf(world, id)).toMatchObject({ name: 'lapsed' });
    expect(calls.at(-1)).toBe(`answer token of ${id} done level 0`);
  });

  it('is left alone before it, however often it is looked at', async () => {
    const world = aWorld({ policy: vaultPolicy({ approval: { remindAfter: 'PT0S' } }) });
    await pending(world);
    const { sweep, dispatchAll, rescue } = aSweeper(world);
    await dispatchAll();
    world.time.set('2026-11-24T18:59:59.999Z');

    expect(await sweep()).toEqual({ found: {}, looked: 1, failed: 0, unfinished: false });
    expect(rescue.calls).toEqual([]);
  });
});

describe('a change of a password that was put off', () => {
  it('E-12: is started when it can be put off no longer, and not before', async () => {
    const world = aWorld();
    const id = await pending(world);
    const { request, head, version } = (await world.ports.requests.load(id)) as StoredRequest;
    const lock = { owedSince: 1, changeBy: Date.parse('2026-11-24T18:00:00Z') };
    await world.ports.requests.commit({ request, head, from: version, recorded: [], grants: [], lock });
    const { sweep, dispatchAll, changing } = aSweeper(world);
    await dispatchAll();

    world.time.set('2026-11-24T17:59:59.999Z');
    await sweep();
    expect(changing).toEqual([]);
    world.time.set('2026-11-24T18:00:00Z');
    expect(await sweep()).toMatchObject({ found: { 'password-change-started': 1 } });
    expect(changing).toEqual(['orders-admin']);
  });
});

describe('approvers who do not answer', () => {
  it('are reminded after an hour, then after double each time, and not after the deadline', async () => {
    const window = { start: Date.parse('2026-11-25T16:00:00Z'), end: Date.parse('2026-11-25T19:00:00Z') };
    const world = aWorld();
    const id = await pending(world, { window });
    const { sweep, dispatchAll, sent } = aSweeper(world);
    await dispatchAll();
    const asked = sent.length;
    const reminded: string[] = [];

    for (let minute = 0; minute < 24 * 60; minute += 1) {
      world.time.advance(60_000);
      const { found } = await sweep();
      if (found['approvers-reminded']) reminded.push(new Date(world.ports.clock()).toISOString().slice(11, 16));
    }
    await dispatchAll();

    expect(reminded).toEqual(['18:00', '20:00', '00:00', '08:00']);
    expect(sent.slice(asked, asked + 2)).toMatchObject([
      { to: 'bruno@example.com', subject: `Approval still needed: request ${id}` },
      { to: 'carla@nodmarc.example' },
    ]);
    expect(await requestOf(world, id)).toMatchObject({ name: 'lapsed' });
  });

  it('are reminded once where a sweeper missed several times', async () => {
    const world = aWorld({ policy: vaultPolicy({ approval: { remindAfter: 'PT10M' } }) });
    const id = await pending(world);
    const { sweep } = aSweeper(world);
    world.time.set('2026-11-24T18:15:00Z');

    expect(await sweep()).toMatchObject({ found: { 'approvers-reminded': 1 } });
    expect(await sweep()).toMatchObject({ found: {} });
    expect(await requestOf(world, id)).toMatchObject({ reminders: 3 });
  });
});

describe('a level that nobody asks', () => {
  it.each([
    ['first', submitted],
    [
      'second',
      async (world: World) => {
        const id = await pending(world);
        await voted(world, id, 'bruno');
        return id;
      },
    ],
  ])('E-14: the %s one gets a new workflow after a minute', async (_which, story) => {
    const world = aWorld();
    const id = await story(world);
    const { sweep, dispatchAll, rescue } = aSweeper(world);
    await dispatchAll();
    world.time.advance(59_999);
    expect((await sweep()).found).toEqual({});

    world.time.advance(1);
    expect((await sweep()).found).toEqual({ 'workflow-restarted': 1 });
    expect(rescue.calls).toEqual([`restarted workflow ${id} 7140`]);
  });
});

describe('an access', () => {
  it('that will end without a workflow gets one before its end', async () => {
    const world = aWorld();
    const id = await approved(world);
    const { sweep, dispatchAll, rescue } = aSweeper(world);
    await dispatchAll();
    world.time.set('2026-11-24T18:58:30Z');

    expect((await sweep()).found).toEqual({ 'workflow-restarted': 1 });
    expect((await sweep()).found).toEqual({});
    expect(rescue.calls).toEqual([`started workflow ${id}`]);
  });

  it('I-10: that is over for a minute and not closed gets a close of its own', async () => {
    const world = aWorld();
    const id = await approved(world);
    const { sweep, dispatchAll, rescue } = aSweeper(world);
    await dispatchAll();
    world.time.set('2026-11-24T19:00:59.999Z');
    expect((await sweep()).found).toEqual({});

    world.time.set('2026-11-24T19:01:00Z');
    expect((await sweep()).found).toEqual({ 'close-started': 1 });
    expect((await sweep()).found).toEqual({});
    expect(rescue.calls).toEqual([`started close ${id}`]);
  });

  it('I-10: that was given back and not closed, too', async () => {
    const world = aWorld();
    const id = await approved(world);
    await makeReturnAccess(world.ports)({ principal: principal('ana'), requestId: id });
    const { sweep, dispatchAll, rescue } = aSweeper(world);
    await dispatchAll();
    world.time.advance(60_000);

    expect((await sweep()).found).toEqual({ 'close-started': 1 });
    expect(rescue.calls).toEqual([`started close ${id}`]);
  });
});

describe('an effect that was not done', () => {
  it('I-9: is dispatched again after a minute, and then no more', async () => {
    const world = aWorld();
    const id = await pending(world);
    const { sweep, published } = aSweeper(world);
    world.time.advance(59_999);
    expect((await sweep()).found).toEqual({});

    world.time.advance(1);
    expect((await sweep()).found).toEqual({ 'effect-dispatched': 2 });
    expect((await sweep()).found).toEqual({});
    expect(published).toEqual([`request:${id}#1 RequestSubmitted`, `request:${id}#2 LevelOpened`]);
  });

  it('of a record that belongs to no request, too', async () => {
    const world = aWorld();
    await voted(world, 'no-such-id', 'bruno');
    const { sweep, published } = aSweeper(world);
    world.time.advance(60_000);

    await sweep();

    expect(published).toEqual(['vault:2026-11-24:0#1 CommandRefused']);
  });
});

describe('a row that cannot be handled', () => {
  it('T-19: is reported at every run, and stops no other', async () => {
    const world = aWorld();
    const id = await pending(world);
    world.table.transact([
      { key: { pk: 'R#gone', sk: 'STATE' }, item: { due: 1 } },
      { key: { pk: 'R#gone', sk: 'E#00000001' }, item: { due: 1 } },
      { key: { pk: 'X#what', sk: 'X' }, item: { due: 1 } },
    ]);
    const { ports, dispatchAll, reported } = aSweeper(world);
    await dispatchAll().catch(() => undefined);
    world.time.set('2026-11-24T19:00:00Z');
    const { load } = ports.requests;
    const requests = { ...ports.requests, load: async (one: string) => (one === 'gone' ? undefined : load(one)) };
    const sweep = makeSweepDue({ ...ports, requests });

    for (let run = 0; run < 2; run += 1) expect(await sweep()).toMatchObject({ failed: 3 });

    expect(await requestOf(world, id)).toMatchObject({ name: 'lapsed' });
    expect(reported.slice(0, 3).toSorted()).toEqual([
      'E#00000001: EffectMissing',
      'X: DueUnknown',
      'gone: RequestMissing',
    ]);
    expect(await eventsOf(world, id)).toEqual(['RequestSubmitted', 'LevelOpened', 'RequestLapsed']);
  });

  it('is a request that refuses what is overdue', async () => {
    const world = aWorld();
    await pending(world);
    const { ports, dispatchAll, reported } = aSweeper(world);
    await dispatchAll();
    world.time.set('2026-11-24T19:00:00Z');
    const busy = { ...ports, requests: { ...ports.requests, commit: async () => 'conflict' as const } };

    expect(await makeSweepDue(busy)()).toMatchObject({ failed: 1, found: {} });
    expect(reported).toEqual([expect.stringContaining('SweepRefused')]);
  });
});

/** More requests than one page of the due index holds. */
const aWorldWithThirty = async () => {
  const world = aWorld({ policy: vaultPolicy({ settings: { maxOpenRequests: 30 } }) });
  for (let count = 0; count < 30; count += 1) await submitted(world);
  return world;
};

describe('one run', () => {
  it('stops when its time is up, and says that there is more', async () => {
    const world = await aWorldWithThirty();
    const { ports } = aSweeper(world);
    world.time.advance(60_000);
    const slow = makeSweepDue({
      ...ports,
      dispatch: async () => {
        world.time.advance(10_000);
        return 'done';
      },
    });

    const report = await slow();

    expect(report).toMatchObject({ unfinished: true, failed: 0 });
    expect(report.looked).toBeLessThan(60);
  });

  it('goes on to the last page', async () => {
    const world = await aWorldWithThirty();
    const { sweep, dispatchAll } = aSweeper(world);
    await dispatchAll();
    world.time.advance(60_000);

    expect(await sweep()).toMatchObject({ looked: 30, unfinished: false, found: { 'workflow-restarted': 30 } });
  });
});
