import type { Clock, VaultLog } from '../../../lambdas/application/ports/ports.ts';
import type { Unreachable, UnreachableStore } from '../../../lambdas/application/ports/undelivered-ports.ts';
import type { Item, MemoryTable } from './memory-table.ts';

const KEPT_MILLIS = 30 * 24 * 3_600_000;

const keyOf = (who: string) => ({ pk: 'UNREACHABLE', sk: who });

export const inMemoryUnreachableStore = (
  table: MemoryTable,
  { log, clock }: { readonly log: VaultLog; readonly clock: Clock },
): UnreachableStore => {
  const rowOf = (item: Item | undefined): readonly Unreachable[] => {
    const unreachable = item?.['unreachable'] as Unreachable | undefined;
    return unreachable && clock() < unreachable.lastAt + KEPT_MILLIS ? [unreachable] : [];
  };
  return {
    of: async (who) => rowOf(table.get(keyOf(who)))[0],
    note: async (unreachable, entry, steps) => {
      table.transact([{ key: keyOf(unreachable.who), item: { unreachable } }]);
      await log.append(entry, steps);
    },
    clear: async (who, entry) => {
      table.transact([{ key: keyOf(who), remove: true }]);
      await log.append(entry);
    },
    all: async () => table.query('UNREACHABLE').flatMap(rowOf),
  };
};
