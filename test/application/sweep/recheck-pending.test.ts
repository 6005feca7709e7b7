import { describe, expect, it } from 'vitest';
import type { Due } from '../../../lambdas/application/ports/sweep-ports.ts';
import { recheckPending } from '../../../lambdas/application/sweep/recheck-pending.ts';
import type { SweepPorts } from '../../../lambdas/application/sweep/sweep.ts';
import { aDispatch } from '../../support/fakes/dispatch.ts';
import { inMemoryDueList } from '../../support/fakes/due-list.ts';
import { recordingRescue } from '../../support/fakes/recorders.ts';
import { pending, requestOf, voted } from '../../support/fakes/steps.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { aWorld, submitted, type World } from '../../support/fakes/world.ts';

/** Nobody of level 1 is named any more. */
const others = vaultPolicy({ approval: { levels: [{ approvers: ['eva'] }, { approvers: ['dora'] }] } });
const aSweep = (world: World, more: Partial<SweepPorts> = {}) => {
  const { dispatch, dispatchAll, sent } = aDispatch(world);
  const reported: Due[] = [];
  const ports: SweepPorts = {
    ...world.ports,
    ...recordingRescue(),
    dispatch,
    changeOwedPassword: async () => undefined,
    report: (due) => void reported.push(due),
    ...more,
  };
  const later = () => world.ports.clock() + 40_000;
  return { sweep: async () => (await recheckPending(ports, later())).flat(), ports, dispatchAll, sent, reported };
};

describe('mission Q32: after a change of the policy', () => {
  it('a level whose people were taken away is reported, and again when they are back', async () => {
    const world = aWorld();
    const id = await pending(world);
    const { sweep, dispatchAll, sent } = aSweep(world);
    expect(await sweep()).toEqual([]);

    world.book.edit(others);
    expect(await sweep()).toEqual(['level-blocked']);
    expect(await requestOf(world, id)).toMatchObject({ blocked: { missing: 1, left: 0 } });
    world.book.edit(vaultPolicy());
    expect(await sweep()).toEqual(['level-unblocked']);
    await dispatchAll();

    expect(await requestOf(world, id)).not.toHaveProperty('blocked');
    expect(sent.filter(({ to }) => to === 'vault@example.com').map(({ subject }) => subject)).toEqual([
      `Stuck without approvers: request ${id}`,
      `No longer stuck: request ${id}`,
    ]);
    expect(await voted(world, id, 'bruno')).toBe('pending');
  });

  it('is looked at once for each version of the policy, and not at all before there is one', async () => {
    const world = aWorld();
    await pending(world);
    let pages = 0;
    const page: SweepPorts['due']['page'] = async (...args) => {
      pages += 1;
      return world.ports.due.page(...args);
    };
    const due = { page };
    const { sweep, ports } = aSweep(world, { due });

    await sweep();
    await sweep();
    expect(pages).toBe(1);
    world.book.edit(others);
    await sweep();
    expect(pages).toBe(2);
    expect(await recheckPending({ ...ports, policy: { ...ports.policy, head: async () => undefined } }, 0)).toEqual([]);
  });

  it('leaves alone what is not asked, decided or no request', async () => {
    const world = aWorld();
    await submitted(world);
    await voted(world, await pending(world), 'bruno', { verdict: 'disapprove' });
    world.book.edit(others);

    expect(await aSweep(world).sweep()).toEqual([]);
  });

  it('goes on where the run before stopped', async () => {
    const world = aWorld();
    await pending(world);
    await pending(world);
    world.book.edit(others);
    const { ports } = aSweep(world, { due: inMemoryDueList(world.table, 1) });
    const looked: number[] = [];

    for (let run = 0; run < 12; run += 1) looked.push((await recheckPending(ports, 0)).flat().length);

    expect(looked.reduce((sum, found) => sum + found, 0)).toBe(2);
    expect(Math.max(...looked)).toBe(1);
    expect(await ports.policySweep.load()).toEqual({ version: 2 });
  });

  it('comes again where something failed, which is reported', async () => {
    const world = aWorld();
    const id = await pending(world);
    world.book.edit(others);
    const broken = new Set([id]);
    const requests: SweepPorts['requests'] = {
      ...world.ports.requests,
      load: async (each) => {
        if (broken.delete(each)) throw new Error('throttled');
        return world.ports.requests.load(each);
      },
    };
    const { sweep, reported } = aSweep(world, { requests });

    expect(await sweep()).toEqual(['failed']);
    expect(reported).toMatchObject([{ kind: 'request', id }]);
    expect(await sweep()).toEqual(['level-blocked']);
  });
});
