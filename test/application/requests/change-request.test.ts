import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../lambdas/adapters/runtime/runtime.ts';
import { makeCancelRequest } from '../../../lambdas/application/requests/cancel-request.ts';
import { makeCastVote } from '../../../lambdas/application/requests/cast-vote.ts';
import { makeChangeRequest } from '../../../lambdas/application/requests/change-request.ts';
import { makeUseEmergency } from '../../../lambdas/application/requests/use-emergency.ts';
import { makeLapseRequest } from '../../../lambdas/application/requests/workflow-tasks.ts';
import { firstBroken } from '../../../lambdas/core/audit/chain.ts';
import { ok } from '../../../lambdas/core/result.ts';
import { approved, eventsOf, pending, requestOf } from '../../support/fakes/steps.ts';
import { aWorld, principal, type World } from '../../support/fakes/world.ts';

const vote = (who: string, verdict: 'approve' | 'disapprove') => ({
  principal: principal(who),
  verdict,
  windowVersion: 1,
  channel: 'api' as const,
});

/** The ports, whose first `times` commits lose against `race`. */
const losing = ({ ports }: World, times: number, race: () => Promise<unknown> = async () => undefined) => {
  let lost = 0;
  const commit: typeof ports.requests.commit = async (change) => {
    if (lost < times) {
      lost += 1;
      await race();
      return 'conflict';
    }
    return ports.requests.commit(change);
  };
  return { ...ports, requests: { ...ports.requests, commit } };
};

describe('load, decide, save', () => {
  it('decides again when somebody was faster', async () => {
    const world = aWorld();
    const id = await pending(world);
    const ports = losing(world, 1, () => makeCastVote(world.ports)({ ...vote('carla', 'disapprove'), requestId: id }));

    const outcome = await makeCastVote(ports)({ ...vote('bruno', 'approve'), requestId: id });

    expect(outcome).toMatchObject({ refusal: { rule: 'already-decided' } });
    expect(await requestOf(world, id)).toMatchObject({ name: 'rejected', ballots: [{ by: 'carla' }] });
  });

  it('wins at the sixth attempt', async () => {
    const world = aWorld();
    const id = await pending(world);

    const outcome = await makeCancelRequest(losing(world, 5))({ principal: principal('ana'), requestId: id });

    expect(outcome).toMatchObject({ ok: true });
  });

  it('asks to try again after six conflicts, and has changed nothing', async () => {
    const world = aWorld();
    const id = await pending(world);

    const outcome = await makeCancelRequest(losing(world, 6))({ principal: principal('ana'), requestId: id });

    expect(outcome).toMatchObject({ refusal: { rule: 'try-again' } });
    expect(await requestOf(world, id)).toMatchObject({ name: 'pending' });
    expect(world.refusals()).toMatchObject([{ detail: { rule: 'try-again' } }]);
  });

  it('chains the records of a request without a gap, each numbered by the version it led to', async () => {
    const world = aWorld();
    const id = await approved(world);

    const history = await world.ports.requests.history(id);

    expect(firstBroken(history, sha256)).toBeUndefined();
    expect(history.map(({ seq, type, actor }) => `${seq} ${type} ${actor}`)).toEqual([
      '1 RequestSubmitted ana',
      '2 LevelOpened system',
      '3 VoteCast bruno',
      '4 LevelPassed system',
      '5 LevelOpened system',
      '6 VoteCast dora',
      '7 RequestApproved system',
    ]);
    expect(await world.ports.requests.load(id)).toMatchObject({ version: 7, head: history.at(-1)?.hash });
  });
});

describe('G10, T-10: several people at the same moment', () => {
  const commands = ['approve', 'disapprove', 'cancel', 'emergency', 'lapse'] as const;
  const pairs = commands.flatMap((one) => commands.map((other) => [one, other] as const));

  /** One command, with a pause between its read and its write in which the others come. */
  const run = (world: World, id: string, command: (typeof commands)[number]): Promise<unknown> => {
    const slow: typeof world.ports = {
      ...world.ports,
      policy: { ...world.ports.policy, group: async (group) => Promise.resolve(world.ports.policy.group(group)) },
    };
    switch (command) {
      case 'approve':
        return makeCastVote(slow)({ ...vote('bruno', 'approve'), requestId: id });
      case 'disapprove':
        return makeCastVote(slow)({ ...vote('carla', 'disapprove'), requestId: id });
      case 'cancel':
        return makeCancelRequest(slow)({ principal: principal('ana'), requestId: id });
      case 'emergency':
        return makeUseEmergency(slow)({ principal: principal('ana'), requestId: id, reason: 'orders are lost' });
      case 'lapse':
        return makeLapseRequest(slow)(id);
    }
  };

  it.each(pairs)('%s and %s lead to one end, in one unbroken history', async (one, other) => {
    const world = aWorld();
    const id = await pending(world);

    await Promise.all([run(world, id, one), run(world, id, other)]);

    const ends = ['RequestRejected', 'RequestCancelled', 'EmergencyUsed', 'RequestLapsed', 'RequestApproved'];
    const events = await eventsOf(world, id);
    expect(events.filter((event) => ends.includes(event)).length).toBeLessThanOrEqual(1);
    const history = await world.ports.requests.history(id);
    expect(firstBroken(history, sha256)).toBeUndefined();
    expect(await world.ports.requests.load(id)).toMatchObject({ version: history.length });
  });
});

describe('from a request that the caller has read already', () => {
  const cancel = async () => ok({ command: { type: 'cancel' as const, by: 'ana' } });
  const counting = ({ ports }: World) => {
    const loads: string[] = [];
    const load: typeof ports.requests.load = (id) => {
      loads.push(id);
      return ports.requests.load(id);
    };
    return { loads, changeRequest: makeChangeRequest({ ...ports, requests: { ...ports.requests, load } }) };
  };

  it('is written without another look', async () => {
    const world = aWorld();
    const id = await pending(world);
    const known = await world.ports.requests.load(id);
    const { loads, changeRequest } = counting(world);

    expect(await changeRequest(id, cancel, known)).toMatchObject({ ok: true });

    expect(loads).toEqual([]);
    expect(await requestOf(world, id)).toMatchObject({ name: 'cancelled' });
  });

  it('T-10: is decided anew where somebody was faster', async () => {
    const world = aWorld();
    const id = await pending(world);
    const known = await world.ports.requests.load(id);
    await makeCastVote(world.ports)({ ...vote('carla', 'disapprove'), requestId: id });

    const outcome = await counting(world).changeRequest(id, cancel, known);

    expect(outcome).toMatchObject({ refusal: { rule: 'already-decided' } });
    expect(await requestOf(world, id)).toMatchObject({ name: 'rejected' });
  });

  it('is refused by what is stored, never by what was known', async () => {
    const world = aWorld();
    const id = await pending(world);
    const known = await world.ports.requests.load(id);
    if (!known) throw new Error('the request is not there');
    const old = { ...known, request: { ...known.request, requester: 'eva' } };

    expect(await counting(world).changeRequest(id, cancel, old)).toMatchObject({ ok: true });
  });
});
