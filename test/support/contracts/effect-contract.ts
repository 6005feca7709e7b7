import { describe, expect, it } from 'vitest';
import type { Effect } from '../../../lambdas/application/ports/effect-ports.ts';
import { aStoredRequest, type MakeStores, opened } from './table-stores.ts';

/** What effects and inboxes must do (design.md 6). */
export const effectContract = (makeStores: MakeStores): void => {
  describe('effects', () => {
    marks(makeStores);
    inboxes(makeStores);
  });
};

const effectKey = (id: string, seq: number) => ({ pk: `R#${id}`, sk: `E#0000000${seq}` });

const load = async (stores: ReturnType<MakeStores>, key: Effect['key']): Promise<Effect> => {
  const effect = await stores.effects.load(key);
  if (!effect) throw new Error(`there is no effect ${key.sk}`);
  return effect;
};

const marks = (makeStores: MakeStores): void => {
  it('gives an effect with its record, and what of it is done', async () => {
    const { stores, id, commit, submit } = aStoredRequest(makeStores);
    await commit([submit, opened]);
    const key = effectKey(id, 2);

    const [, record] = await stores.requests.history(id);
    const steps = [{ kind: 'mail', notice: 'approval-asked', to: ['bruno'] }];
    const effect = await load(stores, key);
    expect(effect).toEqual({
      key,
      record,
      steps,
      done: new Set(),
      track: 'steps',
      dueAt: Date.parse(record?.at ?? '') + 60_000,
    });

    await stores.effects.markDone(effect, ['publish', '0:bruno@example.com']);
    expect(await stores.effects.load(key)).toMatchObject({
      done: new Set(['publish', '0:bruno@example.com']),
      dueAt: expect.any(Number),
    });
    await stores.effects.finish(effect, []);
    await stores.effects.finish(effect, ['1']);
    expect(await stores.effects.load(key)).toMatchObject({
      done: new Set(['publish', '0:bruno@example.com', '1']),
      dueAt: undefined,
    });
  });

  it('gives an effect to the first who claims it as read, and nobody what is finished', async () => {
    const { stores, id, commit, submit } = aStoredRequest(makeStores);
    await commit([submit]);
    const key = effectKey(id, 1);
    const effect = await load(stores, key);
    const dueAt = effect.dueAt ?? Number.NaN;

    expect(await stores.effects.claim(effect, dueAt + 60_000)).toBe('claimed');
    expect(await stores.effects.claim(effect, dueAt + 60_000)).toBe('lost');
    const claimed = await load(stores, key);
    expect(claimed).toEqual({ ...effect, dueAt: dueAt + 60_000 });
    await stores.effects.finish(claimed, []);
    expect(await stores.effects.claim(claimed, dueAt + 120_000)).toBe('lost');
  });

  it('puts all events of a commit on the track of steps when one of them moves something', async () => {
    const { stores, id, commit, submit } = aStoredRequest(makeStores);
    await commit([submit, opened]);
    await commit([opened]);

    const tracks = [1, 2, 3].map(async (seq) => (await load(stores, effectKey(id, seq))).track);
    expect(await Promise.all(tracks)).toEqual(['steps', 'steps', 'notices']);
  });

  it('keeps an effect handed over until somebody writes about it, with what was done', async () => {
    const { stores, id, commit, submit } = aStoredRequest(makeStores);
    await commit([submit]);
    const key = effectKey(id, 1);

    await stores.effects.handOver(await load(stores, key), ['publish']);
    const handedOver = await load(stores, key);
    expect(handedOver).toMatchObject({ track: 'handed-over', done: new Set(['publish']), dueAt: expect.any(Number) });
    await stores.effects.markDone(handedOver, ['0']);
    expect(await load(stores, key)).toMatchObject({ track: 'notices', done: new Set(['publish', '0']) });
  });

  it('knows no effect of an event that is not there, and marks none', async () => {
    const { stores, id } = aStoredRequest(makeStores);

    expect(await stores.effects.load(effectKey(id, 1))).toBeUndefined();
    const absent: Effect = {
      key: effectKey(id, 1),
      record: {} as Effect['record'],
      steps: [],
      done: new Set(),
      track: 'notices',
      dueAt: undefined,
    };
    await expect(stores.effects.markDone(absent, ['publish'])).rejects.toThrow();
    expect(await stores.effects.load(effectKey(id, 1))).toBeUndefined();
  });
};

const inboxes = (makeStores: MakeStores): void => {
  it('puts a request into the inboxes of many people, once however often', async () => {
    const { stores, id, commit, submit, latest } = aStoredRequest(makeStores);
    await commit([submit]);
    const people = Array.from({ length: 30 }, (_, number) => `approver-${number}-${id}`);
    const request = latest()?.request;
    if (!request) throw new Error('nothing was committed');

    await stores.effects.addToInboxes(request, people);
    await stores.effects.addToInboxes(request, people);

    for (const person of people) expect(await stores.lists.byApprover(person)).toEqual({ items: [request] });
    expect(await stores.lists.byApprover(`nobody-${id}`)).toEqual({ items: [] });
  });

  it('lists the requests of a person and of a month', async () => {
    const { stores, commit, submit, latest } = aStoredRequest(makeStores);
    await commit([submit]);
    const request = latest()?.request;

    expect(await stores.lists.byRequester(request?.requester ?? '')).toEqual({ items: [request] });
    expect(await stores.lists.byRequester('nobody')).toEqual({ items: [] });
    expect((await stores.lists.byMonth('2030-05')).items).toContainEqual(request);
    expect(await stores.lists.byMonth('2030-04')).toEqual({ items: [] });
  });

  it('knows only the cursors that a list gave out', async () => {
    const { stores } = aStoredRequest(makeStores);

    expect(await stores.lists.byRequester('ana', 'made-up')).toBe('cursor-unknown');
    expect(await stores.lists.byApprover('bruno', 'made-up')).toBe('cursor-unknown');
  });
};
