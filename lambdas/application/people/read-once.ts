import type { Absence } from '../../core/absence/absence.ts';
import type { AbsenceReader } from '../ports/absence-ports.ts';

/** Reads the absence of each person once, so that one decision sees one state of it and pays for it once. */
export const readOnce = (absences: AbsenceReader): AbsenceReader => {
  const read = new Map<string, Absence | undefined>();
  return {
    of: async (people) => {
      const unread = people.filter((person) => !read.has(person));
      const found = unread.length > 0 ? await absences.of(unread) : {};
      for (const person of unread) read.set(person, found[person]);
      return Object.fromEntries(people.flatMap((person) => absenceOf(read, person)));
    },
  };
};

const absenceOf = (read: ReadonlyMap<string, Absence | undefined>, person: string): [string, Absence][] => {
  const absence = read.get(person);
  return absence ? [[person, absence]] : [];
};
