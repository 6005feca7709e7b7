import { describe, expect, it } from 'vitest';
import type { SessionRoles } from '../../../lambdas/application/session-ports.ts';

/** What every implementation of the port promises; `newSession` gives an id that was not used before. */
export const sessionRolesContract = (
  name: string,
  roles: SessionRoles,
  { secret, verifier, newSession }: { secret: string; verifier: string; newSession: () => string },
): void => {
  const activation = () => ({ verifier, until: Date.now() + 60_000 });

  describe(`the roles of sessions (${name})`, () => {
    it('are prepared under the name of their session, however often', async () => {
      const id = newSession();

      const place = { username: `cs_${id}`, database: 'shop' };
      expect(await roles.prepare(secret, id)).toEqual(place);
      expect(await roles.prepare(secret, id)).toEqual(place);
    });

    it('are activated and prolonged once they are prepared, however often', async () => {
      const id = newSession();
      await roles.prepare(secret, id);

      for (let nth = 0; nth < 2; nth += 1) {
        expect(await roles.activate(secret, id, activation())).toBe('active');
        expect(await roles.prolong(secret, id, Date.now() + 90_000)).toBe('prolonged');
      }
    });

    it('are gone once they are ended, and were never there before they were prepared', async () => {
      const [ended, never] = [newSession(), newSession()];
      await roles.prepare(secret, ended);
      await roles.activate(secret, ended, activation());

      for (let nth = 0; nth < 2; nth += 1) await roles.end(secret, [ended, never]);

      for (const id of [ended, never]) {
        expect(await roles.activate(secret, id, activation())).toBe('gone');
        expect(await roles.prolong(secret, id, Date.now() + 90_000)).toBe('gone');
      }
    });

    it('are ended by their names, and no other is', async () => {
      const [one, other] = [newSession(), newSession()];
      for (const id of [one, other]) await roles.prepare(secret, id);

      await roles.end(secret, [one]);

      expect(await roles.activate(secret, other, activation())).toBe('active');
    });
  });
};
