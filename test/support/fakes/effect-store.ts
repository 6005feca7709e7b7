import type { Effect, EffectStore } from '../../../lambdas/application/ports/effect-ports.ts';
import { type Track, takenUp } from '../../../lambdas/core/request/track.ts';
import type { Item, Key, MemoryTable } from './memory-table.ts';
import { keys } from './request-store.ts';

/** Effects in memory. `inboxOf` tells in whose "My approvals" a request was put. */
export const inMemoryEffectStore = (table: MemoryTable): EffectStore => ({
  load: async (key) => loadEffect(table, key),
  ofRequest: async (requestId, seq) => loadEffect(table, keys.event(requestId, seq)),
  markDone: async (effect, steps) => {
    table.transact([{ key: effect.key, item: marked(table, effect, steps) }]);
  },
  handOver: async (effect, steps) => {
    table.transact([{ key: effect.key, item: { ...marked(table, effect, steps), track: 'handed-over' } }]);
  },
  claim: async ({ key, track, dueAt }, until) => {
    const item = { ...table.get(key), track: takenUp(track) };
    const condition = (before: Item | undefined) => before?.['due'] === dueAt;
    const written = table.transact([{ key, item: { ...item, due: until }, condition }]);
    return written === 'committed' ? 'claimed' : 'lost';
  },
  finish: async (effect, steps) => {
    table.transact([{ key: effect.key, item: { ...marked(table, effect, steps), due: undefined } }]);
  },
  taskToken: async (requestId, round) => {
    const item = table.get(keys.token(requestId));
    return item?.['round'] === round ? String(item['token']) : undefined;
  },
  addToInboxes: async (request, people) => {
    const created = new Date(request.createdAt).toISOString();
    table.transact(
      people.map((person) => ({
        key: { pk: `A#${person}`, sk: `P#${created}#${request.id}` },
        item: { requestId: request.id },
      })),
    );
  },
});

const marked = (table: MemoryTable, { key, track }: Effect, steps: readonly string[]): Item => {
  const item = table.get(key);
  if (!item) throw new Error(`there is no effect ${key.pk} ${key.sk}`);
  return { ...item, done: [...(item['done'] as string[]), ...steps], track: takenUp(track) };
};

const loadEffect = (table: MemoryTable, key: Key): Effect | undefined => {
  const event = table.get(key);
  if (!event?.['record']) return undefined;
  return {
    key,
    record: event['record'] as Effect['record'],
    steps: event['steps'] as Effect['steps'],
    done: new Set(event['done'] as string[]),
    track: event['track'] as Track,
    dueAt: event['due'] as number | undefined,
  };
};

/** The effects in the order in which their events were recorded: what the stream would bring. */
export const effectKeys = (table: MemoryTable): readonly Key[] =>
  table
    .all()
    .filter(({ sk }) => sk.startsWith('E#'))
    .map(({ pk, sk }) => ({ pk, sk }));
