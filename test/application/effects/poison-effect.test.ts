import { expect, it } from 'vitest';
import { aDispatch } from '../../support/fakes/dispatch.ts';
import { effectKeys } from '../../support/fakes/effect-store.ts';
import { approved } from '../../support/fakes/steps.ts';
import { aWorld, submitted } from '../../support/fakes/world.ts';

/** As often as the stream comes again before it gives a dead letter away. */
const RETRIES = 10;

/** Ten requests, of which the workflow is to be started; nobody can read what is to be done about the fourth. */
const aPoisonedBatch = async () => {
  const world = aWorld();
  const ids: string[] = [];
  for (let made = 0; made < 10; made += 1) ids.push(await submitted(world));
  const keys = effectKeys(world.table);
  const poison = keys[3] ?? expect.fail('there are ten');
  const { effects } = world.ports;
  let tried = 0;
  const load: typeof effects.load = async (key) => {
    if (key.pk !== poison.pk) return effects.load(key);
    tried += 1;
    throw new Error('poison');
  };
  const dispatch = aDispatch({ ...world, ports: { ...world.ports, effects: { ...effects, load } } });
  return { ids, keys, dispatch, tried: () => tried };
};

it('T-19: of ten effects nine are done, and the fourth is tried again and again and told each time', async () => {
  const { ids, keys, dispatch, tried } = await aPoisonedBatch();

  // The stream comes again from the record that failed, until it gives up.
  let rest = keys;
  for (let time = 0; time <= RETRIES; time += 1) {
    const { failed } = await dispatch.dispatchBatch(rest);
    expect(failed).toMatchObject({ at: time === 0 ? 3 : 0 });
    rest = keys.slice(3);
  }
  // What is behind it is overdue by then: the sweeper comes for each by itself.
  const outcomes = await Promise.allSettled(rest.map((key) => dispatch.dispatch(key)));

  expect(tried()).toBe(RETRIES + 2);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', ...Array(6).fill('fulfilled')]);
  expect(dispatch.calls.map((call) => call.split(' ')[1])).toEqual(ids.filter((_, index) => index !== 3));
});

it('T-19: effects that come in any order do the same things, each once', async () => {
  const played = async (order: (keys: ReturnType<typeof effectKeys>) => ReturnType<typeof effectKeys>) => {
    const world = aWorld();
    await approved(world);
    const dispatch = aDispatch(world);
    for (const key of order(effectKeys(world.table))) await dispatch.dispatch(key);
    const mails = dispatch.sent.map(({ to, subject }) => `${to} ${subject}`);
    return [dispatch.calls, dispatch.published, mails].map((each) => each.toSorted((a, b) => a.localeCompare(b)));
  };
  const inOrder = await played((keys) => keys);

  expect(inOrder[0]?.length).toBeGreaterThan(1);
  expect(await played((keys) => keys.toReversed())).toEqual(inOrder);
  expect(await played((keys) => [...keys.slice(2), ...keys.slice(0, 2), ...keys])).toEqual(inOrder);
});
