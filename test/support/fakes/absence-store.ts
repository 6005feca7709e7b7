import type { AbsenceStore } from '../../../lambdas/application/ports/absence-ports.ts';
import type { VaultLog } from '../../../lambdas/application/ports/ports.ts';
import type { Absence } from '../../../lambdas/core/absence/absence.ts';
import type { MemoryTable } from './memory-table.ts';

const at = (person: string) => ({ pk: `U#${person}`, sk: 'ABSENCE' });

/** Absences in memory, one a person. */
export const inMemoryAbsenceStore = (table: MemoryTable, log: VaultLog): AbsenceStore => ({
  of: async (people) => {
    const found = people.flatMap((person) => (table.get(at(person))?.['absence'] as Absence | undefined) ?? []);
    return Object.fromEntries(found.map((absence) => [absence.person, absence]));
  },
  set: async (absence, entry) => {
    table.transact([{ key: at(absence.person), item: { absence } }]);
    await log.append(entry);
  },
  clear: async (person, entry) => {
    table.transact([{ key: at(person), remove: true }]);
    await log.append(entry);
  },
});
