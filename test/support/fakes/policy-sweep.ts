import type { PolicySweep, PolicySwept } from '../../../lambdas/application/ports/sweep-ports.ts';
import type { MemoryTable } from './memory-table.ts';

const key = { pk: 'SWEEP', sk: 'POLICY' };

export const inMemoryPolicySweep = (table: MemoryTable): PolicySweep => ({
  load: async () => {
    const item = table.get(key) as PolicySwept | undefined;
    return item && { version: item.version, cursor: item.cursor };
  },
  save: async (swept) => void table.transact([{ key, item: swept }]),
});
