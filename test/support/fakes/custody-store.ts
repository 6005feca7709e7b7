import type { CustodyStore } from '../../../lambdas/application/ports/ports.ts';
import type { Grant } from '../../../lambdas/core/request/custody.ts';
import type { LockFields } from '../../../lambdas/core/request/owed-change.ts';
import type { MemoryTable } from './memory-table.ts';
import { keys } from './request-store.ts';

/** Locks and grants in memory: the same items that the commits of the request store write. */
export const inMemoryCustodyStore = (table: MemoryTable): CustodyStore => ({
  read: async (credentialId) => {
    const { pk: _pk, sk: _sk, due: _due, version, ...lock } = table.get(keys.lock(credentialId)) ?? {};
    const grants = table
      .query(`C#${credentialId}`, 'G#')
      .map(({ requestId, start, end }) => ({ requestId, start, end }));
    return {
      lockVersion: Number(version ?? 0),
      lock: lock as LockFields,
      grants: grants as Grant[],
    };
  },
  startRotation: async (credentialId, { id, at, lockVersion }) => {
    const key = keys.lock(credentialId);
    const item = { ...table.get(key), version: lockVersion + 1, rotating: id, rotatingSince: at };
    const written = table.transact([
      { key, item, condition: (lock) => lock?.['version'] === lockVersion && lock['rotating'] === undefined },
    ]);
    return written === 'committed' ? 'started' : 'conflict';
  },
  finishRotation: async (credentialId, { id, lockVersion, lock }) => {
    const key = keys.lock(credentialId);
    const written = table.transact([
      {
        key,
        item: { ...lock, due: lock.changeBy, version: lockVersion + 1 },
        condition: (before) => before?.['version'] === lockVersion && before['rotating'] === id,
      },
    ]);
    return written === 'committed' ? 'finished' : 'conflict';
  },
});
