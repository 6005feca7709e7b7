import { describe, expect, it } from 'vitest';
import type { PolicyMeter, PolicyReader, PolicyWriter, ReadRows } from '../../../lambdas/application/ports/ports.ts';
import type { Policy } from '../../../lambdas/core/policy/schema.ts';
import { aCredential, aGroup, aPolicy, aUser } from '../policy-builders.ts';

export interface PolicyPorts {
  readonly policy: PolicyReader;
  readonly readRows: ReadRows;
  readonly writer: PolicyWriter;
  readonly meter: PolicyMeter;
}

/**
 * What every implementation of the policy's ports must do, the one in memory and the real one. It adds to the policy
 * that is in force, or to an empty one.
 */
export const policyContract = (name: string, { policy, readRows, writer, meter }: PolicyPorts): void => {
  let made = Date.now() % 1_000_000;
  /** One more person, credential and group that nobody else has. */
  const grown = async () => {
    made += 1;
    const before = await policy.contents();
    const user = aUser({ id: `person-${made}`, email: `person-${made}@example.com`, subject: `sub-${made}` });
    const credential = aCredential({ id: `credential-${made}` });
    const id = 1 + (made % 9000);
    const group = aGroup({ id, members: { users: ['ana'] }, viewPassword: { allowed: true } });
    const after = plus(before?.policy, { user, credential, group });
    return { before, after, user, credential, group, key: `policy-key-${made}` };
  };
  const apply = async ({ before, after }: Awaited<ReturnType<typeof grown>>) =>
    writer.apply({ before, after, by: 'root' });

  describe(`${name} keeps the contract of the policy`, () => {
    it('gives back what was applied, one version later', async () => {
      const change = await grown();

      expect(await apply(change)).toBe('applied');

      const contents = await policy.contents();
      expect(contents?.version).toBe((change.before?.version ?? 0) + 1);
      expect(contents?.policy.users).toContainEqual(change.user);
      expect(await policy.head()).toMatchObject({ version: contents?.version, settings: change.after.settings });
      expect(await policy.group(change.group.id)).toEqual(change.group);
      expect(await policy.people([change.user.id, 'nobody'])).toEqual({ [change.user.id]: change.user });
    });

    it('knows a person by the name at the identity provider alone, and says what is not there', async () => {
      const { user, credential, ...change } = await grown();
      await apply({ user, credential, ...change });

      expect(await policy.subject(user.subject, credential.id)).toMatchObject({ user, credential });
      expect(await policy.subject(user.id, 'nothing')).toMatchObject({ user: undefined, credential: undefined });
      expect(await policy.credential(credential.id)).toEqual(credential);
      expect(await policy.credential('nothing')).toBeUndefined();
      expect(await policy.group(9999)).toBeUndefined();
    });

    it('gives the rows of an action in decision order, those of the newest group among them', async () => {
      const change = await grown();
      await apply(change);
      const head = await policy.head();
      if (!head) throw new Error('there is no policy');

      const rows = await readRows(head, 'view_password');

      const keys = rows.map(({ restrictionKey }) => restrictionKey);
      expect(keys).toEqual(keys.toSorted());
      expect(rows.map(({ groupId }) => groupId)).toContain(change.group.id);
      expect(rows.every(({ action }) => action === 'view_password')).toBe(true);
    });

    it('refuses a change of a policy that somebody else has changed, and writes nothing of it', async () => {
      const first = await grown();
      const second = await grown();
      await apply(first);

      expect(await apply(second)).toBe('conflict');

      expect(await policy.group(second.group.id)).toBeUndefined();
      expect((await policy.contents())?.version).toBe((first.before?.version ?? 0) + 1);
    });

    it('retires the id of a group that was deleted', async () => {
      const change = await grown();
      await apply(change);
      const before = await policy.contents();
      const groups = before?.policy.groups.filter(({ id }) => id !== change.group.id) ?? [];

      await writer.apply({ before, after: { ...change.after, groups }, by: 'root' });

      expect(await policy.group(change.group.id)).toBeUndefined();
      expect((await policy.contents())?.retiredGroupIds).toContain(change.group.id);
    });

    it('T-17: remembers what was answered to a key, and counts nothing where nothing changes', async () => {
      const { before, after, key } = await grown();

      await writer.apply({ before, after, by: 'root', remember: { key, bodyDigest: 'digest' } });

      const now = await policy.contents();
      expect(await writer.remembered(key)).toMatchObject({ bodyDigest: 'digest', version: now?.version });
      expect(await writer.remembered(`not ${key}`)).toBeUndefined();
      expect(meter.measure({ before: now, after })).toBe(0);
      expect(meter.measure({ before, after })).toBeGreaterThan(0);
    });
  });
};

type Things = {
  readonly user: Policy['users'][number];
  readonly credential: Policy['credentials'][number];
  readonly group: Policy['groups'][number];
};

const plus = (before: Policy | undefined, { user, credential, group }: Things): Policy => ({
  version: 1,
  settings: before?.settings ?? aPolicy().settings,
  users: [...(before?.users ?? [aUser()]), user],
  credentials: [...(before?.credentials ?? []), credential],
  groups: [...(before?.groups ?? []), group],
});
