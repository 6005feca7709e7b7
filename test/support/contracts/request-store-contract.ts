import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../lambdas/adapters/runtime/runtime.ts';
import { firstBroken } from '../../../lambdas/core/audit/chain.ts';
import { absenceContract } from './absence-contract.ts';
import { custodyContract } from './custody-contract.ts';
import { dueContract } from './due-contract.ts';
import { effectContract } from './effect-contract.ts';
import { invitationContract } from './invitation-contract.ts';
import { openReviewContract } from './open-review-contract.ts';
import { approved, aStoredRequest, type MakeStores, opened } from './table-stores.ts';
import { unreachableContract } from './unreachable-contract.ts';
import { vaultLogContract } from './vault-log-contract.ts';

/**
 * What every implementation of the ports over the table `Requests` must do, the one in memory and the real one. Each
 * test makes a request of its own. On DynamoDB: `requestStoreContract('DynamoDB', (runtime) => requestStores(client,
 * table, runtime))`.
 */
export const requestStoreContract = (name: string, makeStores: MakeStores): void => {
  describe(`${name} keeps the contract of the table Requests`, () => {
    describe('requests', () => {
      versions(makeStores);
      answers(makeStores);
      tokens(makeStores);
    });
    custodyContract(makeStores);
    dueContract(makeStores);
    effectContract(makeStores);
    absenceContract(makeStores);
    openReviewContract(makeStores);
    invitationContract(makeStores);
    unreachableContract(makeStores);
    vaultLogContract(makeStores);
  });
};

const versions = (makeStores: MakeStores): void => {
  it('knows no request before its first event', async () => {
    const { stores, id } = aStoredRequest(makeStores);

    expect(await stores.requests.load(id)).toBeUndefined();
    expect(await stores.requests.history(id)).toEqual([]);
  });

  it('gives back what was committed', async () => {
    const { stores, id, commit, submit, latest } = aStoredRequest(makeStores);

    expect(await commit([submit, opened])).toBe('committed');

    expect(await stores.requests.load(id)).toEqual(latest());
    expect(latest()).toMatchObject({ version: 2, request: { name: 'pending', asked: true } });
  });

  it('keeps the records oldest first, in one unbroken chain', async () => {
    const { stores, id, commit, submit, latest } = aStoredRequest(makeStores);
    await commit([submit]);
    for (let round = 0; round < 11; round += 1) await commit([opened]);

    const history = await stores.requests.history(id);

    expect(history.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(firstBroken(history, sha256)).toBeUndefined();
    expect(history.at(-1)?.hash).toBe(latest()?.head);
  });

  it('R-06: puts no record over another, whatever version it claims to be decided from', async () => {
    const { stores, id, commit, submit, latest } = aStoredRequest(makeStores);
    await commit([submit, opened]);
    const { request, version, head } = latest() ?? expect.fail('nothing was stored');
    const before = await stores.requests.history(id);
    const record = { ...(before[0] ?? expect.fail('nothing was recorded')), actor: 'mallory' };

    const outcome = await stores.requests.commit({
      request,
      from: version,
      head,
      recorded: [{ record, steps: [] }],
      grants: [],
    });

    expect(outcome).toBe('conflict');
    expect(await stores.requests.history(id)).toEqual(before);
  });

  it('T-20: knows by its last number and hash when the newest records are gone', async () => {
    const { stores, id, commit, submit, latest } = aStoredRequest(makeStores);
    await commit([submit]);
    for (let round = 0; round < 4; round += 1) await commit([opened]);
    const history = await stores.requests.history(id);
    const { version: seq, head: hash } = latest() ?? expect.fail('nothing was stored');

    expect(firstBroken(history, sha256, { seq, hash })).toBeUndefined();
    expect(firstBroken(history.slice(0, -2), sha256, { seq, hash })).toBe(4);
  });

  it('refuses a decision that was made from an older version, and writes nothing of it', async () => {
    const { stores, id, commit, submit, latest, credential } = aStoredRequest(makeStores);
    await commit([submit]);
    const old = latest();
    await commit([opened]);
    const before = await stores.requests.load(id);

    expect(await commit([approved], { task: { token: 'late', round: 1, enteredAt: 1 } }, old)).toBe('conflict');

    expect(await stores.requests.load(id)).toEqual(before);
    expect(await stores.requests.history(id)).toHaveLength(2);
    expect((await stores.custody.read(credential)).grants).toEqual([]);
    expect(await stores.effects.taskToken(id, 1)).toBeUndefined();
  });

  it('refuses a second request of the same id', async () => {
    const { id, commit, submit } = aStoredRequest(makeStores);
    await commit([submit]);
    const another = aStoredRequest(makeStores, id);

    expect(await another.commit([another.submit])).toBe('conflict');
  });

  it('T-10: lets exactly one of two commits from the same version win', async () => {
    const { stores, id, commit, submit, latest } = aStoredRequest(makeStores);
    await commit([submit]);
    const from = latest();

    const outcomes = await Promise.all([commit([opened], {}, from), commit([opened], {}, from)]);

    expect(outcomes.toSorted()).toEqual(['committed', 'conflict']);
    expect(await stores.requests.history(id)).toHaveLength(2);
  });
};

const answers = (makeStores: MakeStores): void => {
  const remember = (key: string) => ({
    remember: (stored: NonNullable<ReturnType<ReturnType<typeof aStoredRequest>['latest']>>) => ({
      key,
      bodyDigest: 'digest',
      stored,
    }),
  });

  it('T-17: remembers the answer to a key', async () => {
    const { stores, id, commit, submit, latest } = aStoredRequest(makeStores);

    await commit([submit], remember(`ana#${id}`));

    expect(await stores.requests.remembered(`ana#${id}`)).toEqual({
      key: `ana#${id}`,
      bodyDigest: 'digest',
      stored: latest(),
    });
    expect(await stores.requests.remembered(`bruno#${id}`)).toBeUndefined();
  });

  it('T-17: refuses a key that is taken, and writes nothing', async () => {
    const { stores, id, commit, submit } = aStoredRequest(makeStores);
    await commit([submit], remember(`ana#${id}`));

    expect(await commit([opened], remember(`ana#${id}`))).toBe('conflict');

    expect(await stores.requests.history(id)).toHaveLength(1);
  });

  it('forgets an answer after 24 hours, and frees its key', async () => {
    const { stores, id, commit, submit, time } = aStoredRequest(makeStores);
    await commit([submit], remember(`ana#${id}`));

    time.set('2030-05-07T12:00:00Z');

    expect(await stores.requests.remembered(`ana#${id}`)).toBeUndefined();
    expect(await commit([opened], remember(`ana#${id}`))).toBe('committed');
  });
};

const tokens = (makeStores: MakeStores): void => {
  it('keeps the newest token of the workflow with its round', async () => {
    const { stores, id, commit, submit } = aStoredRequest(makeStores);
    await commit([submit]);
    expect(await stores.effects.taskToken(id, 1)).toBeUndefined();

    await commit([opened], { task: { token: 'first', round: 1, enteredAt: 1 } });
    expect(await stores.effects.taskToken(id, 1)).toBe('first');

    await commit([], { task: { token: 'again', round: 1, enteredAt: 1 } });
    expect(await stores.effects.taskToken(id, 1)).toBe('again');
    expect(await stores.effects.taskToken(id, 2)).toBeUndefined();
    expect(await stores.requests.load(id)).toMatchObject({ version: 2 });
  });

  it('puts no token in the place of one with which the workflow asked later', async () => {
    const { stores, id, commit, submit } = aStoredRequest(makeStores);
    await commit([submit]);
    await commit([opened], { task: { token: 'newer', round: 1, enteredAt: 2 } });

    expect(await commit([], { task: { token: 'slow', round: 1, enteredAt: 1 } })).toBe('conflict');

    expect(await stores.effects.taskToken(id, 1)).toBe('newer');
  });
};
