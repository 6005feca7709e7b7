import type { StoredRequest } from '../../../lambdas/application/ports/ports.ts';
import type { Chained } from '../../../lambdas/core/audit/chain.ts';
import type { AuditRecord } from '../../../lambdas/core/audit/record.ts';
import type { Step } from '../../../lambdas/core/request/effects.ts';
import type { Item, Key, MemoryTable, Write } from '../../support/fakes/memory-table.ts';
import type { Change } from './seen.ts';

export interface Watchers {
  readonly changed: (change: Change) => void;
  readonly wrote: (key: Key, text: string) => void;
  /** An effect that is new or handed over, as the filters of the stream let it through; they part the tracks. */
  readonly effect: (key: Key, onSteps: boolean) => void;
}

/** The same table, of which every write is told once it has happened. */
export const watchTable = (table: MemoryTable, watchers: Watchers): MemoryTable => ({
  ...table,
  transact: (writes) => {
    const state = writes.find(({ key, item }) => key.sk === 'STATE' && item);
    const before = state && table.get(state.key);
    const streamed = writes.filter(
      ({ key, item }) =>
        item && key.sk.startsWith('E#') && (!table.get(key) || trackOf(item as Item) === 'handed-over'),
    );
    const outcome = table.transact(writes);
    if (outcome === 'committed') {
      tellItems(watchers, writes);
      if (state) watchers.changed(changeOf(state, before, writes));
      for (const { key, item } of streamed) watchers.effect(key, trackOf(item as Item) === 'steps');
    }
    return outcome;
  },
});

const trackOf = (item: Item): unknown => item['track'];

const tellItems = ({ wrote }: Watchers, writes: readonly Write[]): void => {
  for (const { key, item } of writes) if (item) wrote(key, JSON.stringify(item));
};

const changeOf = (state: Write, before: Item | undefined, writes: readonly Write[]): Change => ({
  kind: 'changed',
  before: before as unknown as StoredRequest | undefined,
  after: json(state.item) as StoredRequest,
  records: itemsOf(writes, 'E#').map(([, item]) => json(item['record']) as Chained<AuditRecord>),
  effects: itemsOf(writes, 'E#').map(([key, item]) => ({ key: `${key.pk} ${key.sk}`, steps: item['steps'] as Step[] })),
});

const json = (thing: unknown): unknown => JSON.parse(JSON.stringify(thing));

const itemsOf = (writes: readonly Write[], prefix: string): (readonly [Key, Item])[] =>
  writes.flatMap(({ key, item }) => (item && key.sk.startsWith(prefix) ? [[key, item as Item] as const] : []));
