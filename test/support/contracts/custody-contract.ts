import { describe, expect, it } from 'vitest';
import {
  approved,
  aStoredRequest,
  closed,
  type MakeStores,
  opened,
  released,
  returned,
  submittedAt,
  window,
} from './table-stores.ts';

/** What the lock and the grants of a credential must do (design.md 4, overlap). */
export const custodyContract = (makeStores: MakeStores): void => {
  describe('custody', () => {
    grants(makeStores);
    together(makeStores);
    lockVersions(makeStores);
    rotations(makeStores);
    quarantine(makeStores);
  });
};

const anApprovedRequest = async (makeStores: MakeStores) => {
  const stored = aStoredRequest(makeStores);
  await stored.commit([stored.submit, opened, approved]);
  return { ...stored, read: () => stored.stores.custody.read(stored.credential) };
};

const grants = (makeStores: MakeStores): void => {
  it('knows no grant and no version of a credential that nobody used', async () => {
    const { stores, credential } = aStoredRequest(makeStores);

    expect(await stores.custody.read(credential)).toEqual({ lockVersion: 0, lock: {}, grants: [] });
  });

  it('holds a grant from its approval, moves it with its end, and drops it with its close', async () => {
    const { id, commit, read } = await anApprovedRequest(makeStores);
    expect(await read()).toEqual({ lockVersion: 1, lock: {}, grants: [{ requestId: id, ...window }] });

    await commit([returned]);
    const cut = { requestId: id, start: window.start, end: returned.at };
    expect(await read()).toEqual({ lockVersion: 2, lock: {}, grants: [cut] });

    await commit([closed]);
    expect(await read()).toEqual({ lockVersion: 3, lock: {}, grants: [] });
  });
};

const together = (makeStores: MakeStores): void => {
  it('keeps the other grants of the credential when one of them is dropped', async () => {
    const { id: first, credential, commit, read } = await anApprovedRequest(makeStores);
    const other = aStoredRequest(makeStores);
    const submit = { ...other.submit, facts: { ...other.submit.facts, credential } };
    await other.commit([submit, opened, approved]);
    expect((await read()).grants.map(({ requestId }) => requestId).toSorted()).toEqual([first, other.id].toSorted());

    await commit([closed]);

    expect((await read()).grants).toEqual([{ requestId: other.id, ...window }]);
  });
};

const lockVersions = (makeStores: MakeStores): void => {
  it('takes a release under the lock that was read, and does not move it', async () => {
    const { commit, read } = await anApprovedRequest(makeStores);

    expect(await commit([released], { lockVersion: 1 })).toBe('committed');

    expect(await read()).toMatchObject({ lockVersion: 1 });
  });

  it('keeps a grant whose end does not move', async () => {
    const { id, commit, read } = await anApprovedRequest(makeStores);

    expect(await commit([{ type: 'AccessReturned', at: window.end, by: 'somebody' }])).toBe('committed');

    expect(await read()).toMatchObject({ lockVersion: 2, grants: [{ requestId: id, ...window }] });
  });

  it('takes version 0 for a lock that is not there yet', async () => {
    const { commit, submit } = aStoredRequest(makeStores);

    expect(await commit([submit], { lockVersion: 0 })).toBe('committed');
  });

  it.each([0, 2])('refuses a decision under version %i of a lock at 1, and writes nothing', async (lockVersion) => {
    const { stores, id, commit, read } = await anApprovedRequest(makeStores);

    expect(await commit([released], { lockVersion })).toBe('conflict');
    expect(await commit([closed], { lockVersion, lock: {} })).toBe('conflict');

    expect(await stores.requests.load(id)).toMatchObject({ version: 3, request: { name: 'approved' } });
    expect(await read()).toMatchObject({ lockVersion: 1, grants: [{ requestId: id }] });
  });

  it('sets the fields of the lock that a decision gives, and takes the others away', async () => {
    const { commit, read } = await anApprovedRequest(makeStores);
    await commit([returned], { lock: { owedSince: 5, rotating: 'a', rotatingSince: 6 }, lockVersion: 1 });
    expect(await read()).toMatchObject({ lock: { owedSince: 5, rotating: 'a', rotatingSince: 6 } });

    const put = { owedSince: 5, changeBy: 8, unbroken: { start: 5, end: 6 } };
    await commit([], { lock: put, lockVersion: 2, task: { token: 't', round: 1, enteredAt: 1 } });
    expect((await read()).lock).toMatchObject(put);
    expect((await read()).lock.rotating).toBeUndefined();

    await commit([closed], { lock: { changedSince: 7 }, lockVersion: 3 });

    expect(await read()).toEqual({ lockVersion: 4, lock: { changedSince: 7 }, grants: [] });
  });

  it('keeps the fields of the lock when a grant moves without them', async () => {
    const { commit, read } = await anApprovedRequest(makeStores);
    await commit([returned], { lock: { owedSince: 5 }, lockVersion: 1 });

    await commit([closed]);

    expect(await read()).toMatchObject({ lockVersion: 3, lock: { owedSince: 5 } });
  });
};

const rotations = (makeStores: MakeStores): void => {
  const at = submittedAt;

  it('marks a rotation once, and moves the lock', async () => {
    const { stores, credential, read } = await anApprovedRequest(makeStores);
    const start = (id: string, lockVersion: number) =>
      stores.custody.startRotation(credential, { id, at, lockVersion });

    expect(await start('first', 0)).toBe('conflict');
    expect(await start('first', 1)).toBe('started');
    expect(await read()).toMatchObject({ lockVersion: 2, lock: { rotating: 'first', rotatingSince: at } });
    expect(await start('second', 2)).toBe('conflict');
  });

  it('keeps a change that is owed while it is marked', async () => {
    const { stores, credential, commit, read } = await anApprovedRequest(makeStores);
    await commit([returned], { lock: { owedSince: 5 }, lockVersion: 1 });

    await stores.custody.startRotation(credential, { id: 'one', at, lockVersion: 2 });

    expect((await read()).lock).toMatchObject({ owedSince: 5, rotating: 'one' });
  });

  it('ends a rotation with the lock that is given: only that of who marked it, at the version that was read', async () => {
    const { stores, credential, read } = await anApprovedRequest(makeStores);
    const lock = { changedSince: at, unbroken: window };
    const finish = (id: string, lockVersion: number) =>
      stores.custody.finishRotation(credential, { id, lockVersion, lock });
    await stores.custody.startRotation(credential, { id: 'one', at, lockVersion: 1 });

    expect(await finish('another', 2)).toBe('conflict');
    expect(await finish('one', 1)).toBe('conflict');
    expect(await finish('one', 2)).toBe('finished');
    expect(await read()).toMatchObject({ lockVersion: 3, lock });
    expect((await read()).lock.rotating).toBeUndefined();
    expect(await finish('one', 3)).toBe('conflict');
  });

  it('refuses a release that was decided before the rotation was marked', async () => {
    const { stores, credential, commit } = await anApprovedRequest(makeStores);
    await stores.custody.startRotation(credential, { id: 'one', at, lockVersion: 1 });

    expect(await commit([released], { lockVersion: 1 })).toBe('conflict');
  });
};

const quarantine = (makeStores: MakeStores): void => {
  it('D-13: holds a credential from the note that its change is overdue until the close', async () => {
    const { stores, credential, commit } = await anApprovedRequest(makeStores);
    expect(await stores.quarantine()).not.toHaveProperty(credential);

    await commit([{ type: 'ChangeOverdue', at: window.end + 300_000, endedAt: window.end }]);
    expect(await stores.quarantine()).toMatchObject({ [credential]: window.end });

    await commit([closed]);
    expect(await stores.quarantine()).not.toHaveProperty(credential);
  });
};
