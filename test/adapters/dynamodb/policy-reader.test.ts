import { BatchGetCommand, GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { dynamoPolicyReader } from '../../../lambdas/adapters/dynamodb/policy-reader.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { mockTable } from './mock-table.ts';

const policy = vaultPolicy();
const head = (version: number) => ({ pk: 'HEAD', sk: 'HEAD', version, generation: 1, settings: policy.settings });
const contents = (version: number) => ({
  version,
  users: policy.users.map(({ id }) => id),
  credentials: policy.credentials.map(({ id }) => id),
  groups: policy.groups.map(({ id }) => id),
  retiredGroupIds: [3],
});

/** The table `Policy` with this policy in it; every read of the head gives the next of `versions`. */
const aTable = (versions: readonly number[] = [1]) => {
  const { client, mock } = mockTable();
  let reads = 0;
  const items = new Map<string, object>([
    ...policy.users.map((user) => [`U#${user.id}`, { sk: 'USER', user }] as const),
    ...policy.users
      .filter(({ id, subject }) => id !== subject)
      .map(({ id, subject }) => [`S#${subject}`, { sk: 'SUBJECT', userId: id }] as const),
    ...policy.credentials.map((credential) => [`C#${credential.id}`, { sk: 'CREDENTIAL', credential }] as const),
    ...policy.groups.map((group) => [`G#${String(group.id).padStart(4, '0')}`, { sk: 'GROUP', group }] as const),
    ['CONTENTS', contents(1)],
  ]);
  const find = (pk: string): object | undefined => {
    if (pk !== 'HEAD') return items.get(pk);
    const version = versions[Math.min(reads, versions.length - 1)];
    reads += 1;
    return version === undefined ? undefined : head(version);
  };
  mock.on(GetCommand).callsFake((input) => ({ Item: find(input.Key.pk) }));
  mock.on(BatchGetCommand).callsFake((input) => ({
    Responses: { policy: input.RequestItems.policy.Keys.flatMap(({ pk }: { pk: string }) => find(pk) ?? []) },
  }));
  return { reader: dynamoPolicyReader(client, 'policy'), mock };
};

describe('who asks for what', () => {
  it('is one consistent batch with the version that it is of', async () => {
    const { reader, mock } = aTable();

    expect(await reader.subject('ana', 'orders-admin')).toMatchObject({
      head: { version: 1, generation: 1, settings: { timeZone: 'America/Sao_Paulo' } },
      user: { id: 'ana' },
      credential: { id: 'orders-admin' },
    });

    expect(mock).toHaveReceivedCommandTimes(BatchGetCommand, 1);
    expect(mock).not.toHaveReceivedCommand(GetCommand);
    expect(mock).toHaveReceivedCommandWith(BatchGetCommand, {
      RequestItems: {
        policy: {
          ConsistentRead: true,
          Keys: [
            { pk: 'HEAD', sk: 'HEAD' },
            { pk: 'U#ana', sk: 'USER' },
            { pk: 'S#ana', sk: 'SUBJECT' },
            { pk: 'C#orders-admin', sk: 'CREDENTIAL' },
          ],
        },
      },
    });
  });

  it('S-13: is found by the name at the identity provider, and then not by the id', async () => {
    const { reader } = aTable();

    expect(await reader.subject('sub-dora')).toMatchObject({ user: { id: 'dora' } });
    expect((await reader.subject('dora')).user).toBeUndefined();
  });

  it('is nobody and nothing where the policy knows neither', async () => {
    const { reader } = aTable();

    const subject = await reader.subject('mallory', 'no-such');

    expect([subject.user, subject.credential]).toEqual([undefined, undefined]);
  });

  it('has no head before the first policy', async () => {
    const { client, mock } = mockTable();
    mock.on(GetCommand).resolves({});
    mock.on(BatchGetCommand).resolves({});
    const reader = dynamoPolicyReader(client, 'policy');

    expect(await reader.head()).toBeUndefined();
    expect((await reader.subject('ana')).head).toBeUndefined();
    expect(await reader.contents()).toBeUndefined();
    expect(await reader.group(45)).toBeUndefined();
  });
});

describe('parts of the policy', () => {
  it('a group and a credential as they are now, and people by their ids', async () => {
    const { reader } = aTable();

    expect(await reader.credential('orders-admin')).toMatchObject({ id: 'orders-admin' });
    expect(await reader.credential('no-such')).toBeUndefined();
    expect(await reader.group(45)).toMatchObject({ id: 45 });
    expect(await reader.group(46)).toBeUndefined();
    expect(Object.keys(await reader.people(['ana', 'bruno', 'ana', 'mallory']))).toEqual(['ana', 'bruno']);
  });

  it('asks for each person once: DynamoDB refuses a batch that names a key twice', async () => {
    const { reader, mock } = aTable();

    await reader.people(['ana', 'ana']);

    expect(mock.commandCalls(BatchGetCommand)[0]?.args[0].input.RequestItems?.['policy']?.Keys).toHaveLength(1);
  });
});

describe('the whole policy', () => {
  it('is as it was applied, in the order of the ids', async () => {
    const byId = (a: { id: string | number }, b: { id: string | number }) => (a.id < b.id ? -1 : 1);

    expect(await aTable().reader.contents()).toEqual({
      version: 1,
      generation: 1,
      retiredGroupIds: [3],
      policy: {
        ...policy,
        users: policy.users.toSorted(byId),
        credentials: policy.credentials.toSorted(byId),
        groups: policy.groups.toSorted(byId),
      },
    });
  });

  it('is read again when an edit came in between', async () => {
    expect(await aTable([2, 1]).reader.contents()).toMatchObject({ version: 1 });
  });

  it('is a fault when it never stands still', async () => {
    await expect(aTable([2, 3, 4, 5]).reader.contents()).rejects.toMatchObject({ name: 'StorageFault' });
  });
});
