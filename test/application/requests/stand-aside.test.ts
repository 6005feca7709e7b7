import { describe, expect, it } from 'vitest';
import { makeCastVote } from '../../../lambdas/application/requests/cast-vote.ts';
import { makeChangeRequest, noSuchRequest } from '../../../lambdas/application/requests/change-request.ts';
import { pending } from '../../support/fakes/steps.ts';
import { aWorld, principal, type World } from '../../support/fakes/world.ts';

/** The ports, whose first `times` commits are lost after `millis`, and what is done with them. */
const crowded = ({ ports, time }: World, times: number, millis: number) => {
  const done: string[] = [];
  const load: typeof ports.requests.load = async (id) => {
    done.push('load');
    return ports.requests.load(id);
  };
  const commit: typeof ports.requests.commit = async (change) => {
    done.push('commit');
    if (done.filter((each) => each === 'commit').length > times) return ports.requests.commit(change);
    time.advance(millis);
    return 'conflict';
  };
  const absences: string[][] = [];
  const of: typeof ports.absences.of = async (people) => {
    absences.push([...people].sort());
    return ports.absences.of(people);
  };
  const standAside = async (atMost: number) => void done.push(`wait ${atMost}`);
  const requests = { ...ports.requests, load, commit };
  return { ports: { ...ports, requests, standAside, absences: { ...ports.absences, of } }, done, absences };
};

const cancel = async () => ({ ok: true as const, value: { command: { type: 'cancel' as const, by: 'ana' } } });
const vote = { verdict: 'approve', windowVersion: 1, channel: 'api' } as const;

describe('who loses a race', () => {
  it('T-10: stands aside, for as much as the attempt was long, and then looks again', async () => {
    const world = aWorld();
    const id = await pending(world);
    const { ports, done } = crowded(world, 2, 500);

    expect(await makeChangeRequest(ports)(id, cancel)).toMatchObject({ ok: true });

    expect(done).toEqual(['load', 'commit', 'wait 1500', 'load', 'commit', 'wait 1500', 'load', 'commit']);
  });

  it('stands aside also where the request was known, and not loaded', async () => {
    const world = aWorld();
    const id = await pending(world);
    const known = await world.ports.requests.load(id);
    const { ports, done } = crowded(world, 1, 500);

    expect(await makeChangeRequest(ports)(id, cancel, known)).toMatchObject({ ok: true });

    expect(done).toEqual(['commit', 'wait 1500', 'load', 'commit']);
  });

  it('is the only one to wait', async () => {
    const world = aWorld();
    const id = await pending(world);
    const { ports, done } = crowded(world, 0, 0);

    expect(await makeChangeRequest(ports)(id, cancel)).toMatchObject({ ok: true });
    expect(await makeChangeRequest(ports)(id, async () => noSuchRequest)).toBe(noSuchRequest);

    expect(done).toEqual(['load', 'commit', 'load']);
  });
});

it('S-17: a vote reads each absence once, and anew after a lost race', async () => {
  const world = aWorld();
  const id = await pending(world);
  const { ports, absences } = crowded(world, 1, 0);

  await makeCastVote(ports)({ ...vote, principal: principal('bruno'), requestId: id });

  const asked = absences.flat();
  const once = new Set(asked);
  expect(once).toContain('bruno');
  expect([...asked].sort()).toEqual([...once, ...once].sort());
});
