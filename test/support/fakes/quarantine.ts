import type { ReadQuarantine } from '../../../lambdas/application/ports/ports.ts';
import type { MemoryTable } from './memory-table.ts';

/** The quarantined credentials in memory, each since the first of its overdue ends. */
export const inMemoryQuarantine =
  (table: MemoryTable): ReadQuarantine =>
  async () =>
    Object.fromEntries(
      table
        .query('QUARANTINE')
        .toSorted((a, b) => Number(b['since']) - Number(a['since']))
        .map(({ credential, since }) => [String(credential), Number(since)]),
    );
