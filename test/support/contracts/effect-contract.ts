import { describe, expect, it } from 'vitest';
import { aStoredRequest, type MakeStores, opened } from './table-stores.ts';

/** What effects and inboxes must do (design.md 6). */
export const effectContract = (makeStores: MakeStores): void => {
  describe('effects', () => {
    marks(makeStores);
    inboxes(makeStores);
  });
};

const effectKey = (id: string, seq: number) => ({ pk: `R#${id}`, sk: `E#0000000${seq}` });

const marks = (makeStores: MakeStores): void => {
  it('gives an effect with its record, and what of it is done', async () => {
    const { stores, id, commit, submit } = aStoredRequest(makeStores);
    await commit([submit, opened]);
    const key = effectKey(id, 2);

    const [, record] = await stores.requests.history(id);
    const steps = [{ kind: 'mail', notice: 'approval-asked', to: ['bruno'] }];
    expect(await stores.effects.load(key)).toEqual({
      key,
      record,
      steps,
      done: new Set(),
      dueAt: Date.parse(record?.at ?? '') + 60_000,
    });

    await stores.effects.markDone(key, ['publish', '0:bruno@example.com']);
    expect(await stores.effects.load(key)).toMatchObject({
      done: new Set(['publish', '0:bruno@example.com']),
      dueAt: expect.any(Number),
    });
    await stores.effects.finish(key, []);
    await stores.effects.finish(key, ['1']);
    expect(await stores.effects.load(key)).toMatchObject({
      done: new Set(['publish', '0:bruno@example.com', '1']),
      dueAt: undefined,
    });
  });

  it('gives an effect to the first who claims it as read, and nobody what is finished', async () => {
    const { stores, id, commit, submit } = aStoredRequest(makeStores);
    await commit([submit]);
    const key = effectKey(id, 1);
    const effect = await stores.effects.load(key);
    if (!effect?.dueAt) throw new Error('there is no effect');

    expect(await stores.effects.claim(effect, effect.dueAt + 60_000)).toBe('claimed');
    expect(await stores.effects.claim(effect, effect.dueAt + 60_000)).toBe('lost');
    const claimed = await stores.effects.load(key);
    expect(claimed).toEqual({ ...effect, dueAt: effect.dueAt + 60_000 });
    await stores.effects.finish(key, []);
    expect(await stores.effects.claim(claimed ?? effect, effect.dueAt + 120_000)).toBe('lost');
  });

  it('knows no effect of an event that is not there, and marks none', async () => {
    const { stores, id } = aStoredRequest(makeStores);

    expect(await stores.effects.load(effectKey(id, 1))).toBeUndefined();
    await expect(stores.effects.markDone(effectKey(id, 1), ['publish'])).rejects.toThrow();
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
