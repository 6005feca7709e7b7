import type { Absence } from '../../core/absence/absence.ts';
import type { VaultEntry } from './ports.ts';

export interface AbsenceReader {
  /** The absences of these people, strongly consistent, past and future ones too; who has none is left out. */
  of(people: readonly string[]): Promise<Readonly<Record<string, Absence>>>;
}

/** Each change becomes true together with the record of who made it. */
export interface AbsenceStore extends AbsenceReader {
  /** Replaces the one absence that a person has. */
  set(absence: Absence, entry: VaultEntry): Promise<void>;
  clear(person: string, entry: VaultEntry): Promise<void>;
}
