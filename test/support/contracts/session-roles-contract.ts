import { describe, expect, it } from 'vitest';
import type { SessionRoles } from '../../../lambdas/application/ports/session-ports.ts';

/** What every implementation of the port promises; `newSession` gives an id that was not used before. */
export const sessionRolesContract = (
  name: string,
  roles: SessionRoles,
  { secret, verifier, newSession }: { secret: string; verifier: string; newSession: () => string },
): void => {
  const activation = (identity: number, until = Date.now() + 60_000) => ({ identity, verifier, until });
  const prepared = async (id: string): Promise<number> => {
    const role = await roles.prepare(secret, id);
    return role === 'secret-missing' ? Number.NaN : role.identity;
  };

  describe(`the roles of sessions (${name})`, () => {
    it('are prepared under the name of their session, however often', async () => {
      const id = newSession();

      const role = { username: `cs_${id}`, database: 'shop', identity: expect.any(Number) };
      expect(await roles.prepare(secret, id)).toEqual(role);
      expect(await roles.prepare(secret, id)).toEqual({ ...role, identity: await prepared(id) });
    });

    it('are activated and prolonged once they are prepared, however often', async () => {
      const id = newSession();
      const identity = await prepared(id);

      for (let nth = 0; nth < 2; nth += 1) {
        expect(await roles.activate(secret, id, activation(identity))).toBe('active');
        expect(await roles.prolong(secret, id, Date.now() + 90_000)).toBe('prolonged');
      }
    });

    it('are gone once they are ended, and were never there before they were prepared', async () => {
      const [ended, never] = [newSession(), newSession()];
      const identity = await prepared(ended);
      await roles.activate(secret, ended, activation(identity));

      for (let nth = 0; nth < 2; nth += 1) await roles.end(secret, [ended, never]);

      for (const id of [ended, never]) {
        expect(await roles.activate(secret, id, activation(identity))).toBe('gone');
        expect(await roles.prolong(secret, id, Date.now() + 90_000)).toBe('gone');
      }
    });

    it('stay gone for whoever prepared them before, also when a late repeat prepares them again', async () => {
      const id = newSession();
      const identity = await prepared(id);
      await roles.end(secret, [id]);

      const again = await prepared(id);

      expect(again).not.toBe(identity);
      expect(await roles.activate(secret, id, activation(identity))).toBe('gone');
      expect(await roles.activate(secret, id, activation(again))).toBe('active');
    });

    it('are ended by their names, and no other is', async () => {
      const [one, other] = [newSession(), newSession()];
      await prepared(one);
      const identity = await prepared(other);

      await roles.end(secret, [one]);

      expect(await roles.activate(secret, other, activation(identity))).toBe('active');
    });
  });
};
