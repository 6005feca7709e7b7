import type { Due, DueList } from '../../../lambdas/application/ports/sweep-ports.ts';
import type { Item, Key, MemoryTable } from './memory-table.ts';

/** The due index in memory: whatever item has a `due` time. A cursor is the number of rows that were given. */
export const inMemoryDueList = (table: MemoryTable, pageSize = 25): DueList => ({
  page: async (until, cursor) => {
    const rows = table
      .select(({ due }) => due !== undefined && Number(due) <= until)
      .toSorted((a, b) => placeOf(a) - placeOf(b));
    const from = Number(cursor ?? 0);
    const next = from + pageSize;
    return { items: rows.slice(from, next).map(toDue), cursor: next < rows.length ? String(next) : undefined };
  },
});

/** What is about an emergency comes first, then the oldest. */
const placeOf = ({ due, urgent }: Item): number => (urgent ? 0 : Number(due));

const toDue = ({ pk, sk, due }: Key & Item): Due => {
  const dueAt = Number(due);
  if (pk.startsWith('R#') && sk === 'STATE') return { kind: 'request', id: pk.slice(2), dueAt };
  if (sk === 'LOCK') return { kind: 'password', credential: pk.slice(2), dueAt };
  return { kind: sk.startsWith('E#') ? 'effect' : 'unknown', key: { pk, sk }, dueAt };
};
