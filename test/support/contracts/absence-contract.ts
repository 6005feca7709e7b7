import { describe, expect, it } from 'vitest';
import { newUlid } from '../../../lambdas/adapters/runtime/runtime.ts';
import { aStoredRequest, type MakeStores, submittedAt } from './table-stores.ts';

const HOUR = 3_600_000;

/** What absences must do. */
export const absenceContract = (makeStores: MakeStores): void => {
  const { absences } = aStoredRequest(makeStores).stores;
  const entry = { type: 'AbsenceSet', actor: 'test', detail: {} };
  const anAbsence = () => ({
    person: `person-${newUlid()}`.toLowerCase(),
    from: submittedAt,
    until: submittedAt + HOUR,
    delegate: 'dora',
  });

  describe('absences', () => {
    it('are found for the people who have one', async () => {
      const [one, other] = [anAbsence(), { ...anAbsence(), delegate: undefined }];
      await absences.set(one, entry);
      await absences.set(other, entry);

      expect(await absences.of([one.person, other.person, 'nobody', one.person])).toEqual({
        [one.person]: one,
        [other.person]: { person: other.person, from: other.from, until: other.until },
      });
      expect(await absences.of([])).toEqual({});
    });

    it('are one a person: a new one takes the place of the old one, until it is cleared', async () => {
      const first = anAbsence();
      const second = { ...first, until: first.until + HOUR };
      await absences.set(first, entry);
      await absences.set(second, entry);
      expect(await absences.of([first.person])).toEqual({ [first.person]: second });

      await absences.clear(first.person, entry);
      await absences.clear(first.person, entry);
      expect(await absences.of([first.person])).toEqual({});
    });
  });
};
