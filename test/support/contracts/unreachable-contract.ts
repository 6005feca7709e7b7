import { describe, expect, it } from 'vitest';
import { newUlid } from '../../../lambdas/adapters/runtime/runtime.ts';
import { aStoredRequest, type MakeStores, submittedAt } from './table-stores.ts';

const DAY = 24 * 3_600_000;
const KEPT = 30 * DAY;

/** What the marks of people whom mail does not reach must do. */
export const unreachableContract = (makeStores: MakeStores): void => {
  const { unreachable } = aStoredRequest(makeStores).stores;
  const entry = { type: 'MailUndelivered', actor: 'mail', detail: {} };
  const aMark = (lastAt = submittedAt) => {
    const who = `person-${newUlid()}`.toLowerCase();
    const told = { kind: 'bounced', reason: '550', requestId: undefined } as const;
    return { who, address: `${who}@example.com`, since: submittedAt - KEPT, lastAt, mails: 1, ...told };
  };

  describe('marks of unreachable people', () => {
    it('are one a person: the newest, until it is cleared', async () => {
      const [one, other] = [aMark(), aMark()];
      await unreachable.note(one, entry, []);
      await unreachable.note(other, entry, []);
      await unreachable.note({ ...one, mails: 2 }, entry, []);

      expect(await unreachable.of(one.who)).toEqual({ ...one, mails: 2 });
      expect(await unreachable.all()).toEqual(expect.arrayContaining([{ ...one, mails: 2 }, other]));
      await unreachable.clear(one.who, entry);
      await unreachable.clear(one.who, entry);
      expect(await unreachable.of(one.who)).toBeUndefined();
      expect((await unreachable.all()).map(({ who }) => who)).not.toContain(one.who);
    });

    it('are gone after thirty days, whether they were deleted by then or not', async () => {
      const [kept, gone] = [aMark(submittedAt - KEPT + DAY), aMark(submittedAt - KEPT)];
      await unreachable.note(kept, entry, []);
      await unreachable.note(gone, entry, []);

      expect(await unreachable.of(kept.who)).toBeDefined();
      expect(await unreachable.of(gone.who)).toBeUndefined();
      expect((await unreachable.all()).map(({ who }) => who)).not.toContain(gone.who);
    });
  });
};
