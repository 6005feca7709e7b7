import type { OrdinaryHold } from '../../../lambdas/application/ports/mail-ports.ts';
import type { MemoryTable } from './memory-table.ts';

const key = { pk: 'MAIL', sk: 'HOLD' };

export const inMemoryOrdinaryHold = (table: MemoryTable): OrdinaryHold => ({
  holdUntil: async (until) => {
    table.transact([{ key, item: { until } }]);
  },
  isHeld: async (now) => Number(table.get(key)?.['until'] ?? 0) > now,
});
