import { describe, expect, it } from 'vitest';
import { makeCancelRequest } from '../../../lambdas/application/requests/cancel-request.ts';
import { makeReturnAccess } from '../../../lambdas/application/requests/return-access.ts';
import { aDispatch } from '../../support/fakes/dispatch.ts';
import { approved, asked, pending, voted } from '../../support/fakes/steps.ts';
import { aWorld, principal, submitted } from '../../support/fakes/world.ts';

describe('an effect is done', () => {
  it('by publishing its record and then its steps, each marked', async () => {
    const world = aWorld();
    const id = await submitted(world);
    const { dispatchAll, published, calls } = aDispatch(world);

    await dispatchAll();

    expect(published).toEqual([`request:${id}#1 RequestSubmitted`]);
    expect(calls).toEqual([`start ${id} 7200`]);
    const key = { pk: `R#${id}`, sk: 'E#00000001' };
    expect((await world.ports.effects.load(key))?.done).toEqual(new Set(['publish', '0']));
  });

  it('with a mark before each further mail, and that of the last mail with its end', async () => {
    const world = aWorld();
    await pending(world);
    const marks: (readonly string[])[] = [];
    const { effects } = world.ports;
    const noting =
      (write: typeof effects.markDone): typeof effects.markDone =>
      (key, steps) => {
        marks.push(steps);
        return write(key, steps);
      };
    const noted = { ...effects, markDone: noting(effects.markDone), finish: noting(effects.finish) };
    const { dispatchAll } = aDispatch({ ...world, ports: { ...world.ports, effects: noted } });

    await dispatchAll();

    expect(marks).toEqual([['publish', '0'], ['publish', '0:bruno'], ['0:carla']]);
  });

  it('whose end is not written in time marks its last mail all the same: nobody gets it twice', async () => {
    const world = aWorld();
    await pending(world);
    const { effects } = world.ports;
    let throttled = 0;
    const finish: typeof effects.finish = async (key, steps) => {
      if (steps.includes('0:carla') && throttled++ === 0) throw new Error('throttled');
      return effects.finish(key, steps);
    };
    const { dispatchAll, sent } = aDispatch({ ...world, ports: { ...world.ports, effects: { ...effects, finish } } });

    await expect(dispatchAll()).rejects.toThrow('throttled');
    await dispatchAll();

    expect(throttled).toBe(1);
    expect(sent.map(({ to }) => to)).toEqual(['bruno@example.com', 'carla@nodmarc.example']);
  });

  it('T-17: once, however often it comes', async () => {
    const world = aWorld();
    const id = await pending(world);
    const { dispatchAll, published, calls, sent } = aDispatch(world);

    for (let time = 0; time < 3; time += 1) await dispatchAll();

    expect(published).toHaveLength(2);
    expect(calls).toEqual([`start ${id} 7200`]);
    expect(sent.map(({ to }) => to)).toEqual(['bruno@example.com', 'carla@nodmarc.example']);
  });

  it('sends the answer to the token of the round that asked', async () => {
    const world = aWorld();
    const id = await pending(world);
    await voted(world, id, 'bruno');
    const { dispatchAll, calls } = aDispatch(world);

    await dispatchAll();

    expect(calls).toContain(`answer token of ${id} ask level 2`);
  });

  it('sends no answer of an old round to the token of a newer one', async () => {
    const world = aWorld();
    const id = await pending(world);
    await voted(world, id, 'bruno');
    await asked(world, id, 'token of round 2');
    const { dispatchAll, calls } = aDispatch(world);

    await dispatchAll();

    expect(calls).toEqual([`start ${id} 7200`]);
  });

  describe('E-14: whose answer comes to an ask that somebody else has answered', () => {
    const restarts = async (world: ReturnType<typeof aWorld>, id: string): Promise<readonly string[]> => {
      const { dispatchAll, calls, over } = aDispatch(world);
      over.add(`token of ${id}`);
      await dispatchAll();
      return calls.filter((call) => call.startsWith('restarted'));
    };

    it('starts the workflow anew where the next level has to be asked', async () => {
      const world = aWorld();
      const id = await pending(world);
      await voted(world, id, 'bruno');
      world.time.set('2026-11-24T18:00:00Z');

      expect(await restarts(world, id)).toEqual([`restarted workflow ${id} 3600`]);
    });

    it('leaves it alone where nobody has to be asked, or it is too late to', async () => {
      const [decided, late] = [aWorld(), aWorld()];
      const cancelled = await pending(decided);
      await makeCancelRequest(decided.ports)({ principal: principal('ana'), requestId: cancelled });
      const passed = await pending(late);
      await voted(late, passed, 'bruno');
      late.time.set('2026-11-24T19:00:00Z');

      expect([await restarts(decided, cancelled), await restarts(late, passed)]).toEqual([[], []]);
    });
  });

  it('sends a late ask on its way', async () => {
    const world = aWorld();
    const id = await submitted(world);
    await makeCancelRequest(world.ports)({ principal: principal('ana'), requestId: id });
    await asked(world, id, 'late');
    const { dispatchAll, calls } = aDispatch(world);

    await dispatchAll();

    expect(calls).toEqual([`start ${id} 7200`, 'answer late done level 0']);
  });

  it('stops the workflow and starts the close of an access that was ended early', async () => {
    const world = aWorld();
    const id = await approved(world);
    await makeReturnAccess(world.ports)({ principal: principal('ana'), requestId: id });
    const { dispatchAll, calls } = aDispatch(world);

    await dispatchAll();

    expect(calls.slice(-2)).toEqual([`stop ${id}`, `close ${id}`]);
  });

  it('for a refusal that belongs to no request: it is published', async () => {
    const world = aWorld();
    await voted(world, 'no-such-id', 'bruno');
    const { dispatchAll, published } = aDispatch(world);

    await dispatchAll();

    expect(published).toEqual(['vault:2026-11-24:0#1 CommandRefused']);
  });

  it('is a fault when it is not there', async () => {
    const { dispatch } = aDispatch(aWorld());

    await expect(dispatch({ pk: 'R#x', sk: 'E#00000001' })).rejects.toMatchObject({ name: 'EffectMissing' });
  });
});
