import type { Clock, Digest, VaultLog } from '../../../lambdas/application/ports/ports.ts';
import { type Chained, chain, GENESIS } from '../../../lambdas/core/audit/chain.ts';
import type { AuditRecord } from '../../../lambdas/core/audit/record.ts';
import { trackOf } from '../../../lambdas/core/request/track.ts';
import { type MemoryTable, notThere } from './memory-table.ts';
import { EFFECT_GRACE_MILLIS } from './request-store.ts';

/** Records without a request, in memory: one chain a day. */
export const inMemoryVaultLog = (table: MemoryTable, runtime: { clock: Clock; digest: Digest }): VaultLog => ({
  append: async (entry, steps = []) => {
    const at = new Date(runtime.clock()).toISOString();
    const name = `vault:${at.slice(0, 10)}:0`;
    const pk = `V#${name}`;
    const head = table.get({ pk, sk: 'HEAD' });
    const seq = Number(head?.['seq'] ?? 0) + 1;
    const record = chain({ ...entry, chain: name, seq, at }, String(head?.['hash'] ?? GENESIS), runtime.digest);
    const place = String(seq).padStart(8, '0');
    table.transact([
      { key: { pk, sk: 'HEAD' }, item: { seq, hash: record.hash } },
      {
        key: { pk, sk: `E#${place}` },
        item: { record, steps, done: [], track: trackOf(steps), due: runtime.clock() + EFFECT_GRACE_MILLIS },
        condition: notThere,
      },
    ]);
  },
});

/** What was recorded without a request, oldest first. */
export const vaultRecords = (table: MemoryTable): readonly Chained<AuditRecord>[] =>
  table
    .all()
    .filter(({ pk, sk }) => pk.startsWith('V#') && sk.startsWith('E#'))
    .map((item) => item['record'] as Chained<AuditRecord>);
