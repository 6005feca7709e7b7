import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { unpack } from '../../../lambdas/adapters/dynamodb/packed.ts';
import { dynamoPolicyWriter, policyMeter } from '../../../lambdas/adapters/dynamodb/policy-writer.ts';
import { dynamoVaultLog } from '../../../lambdas/adapters/dynamodb/vault-log.ts';
import { sha256 } from '../../../lambdas/adapters/runtime/runtime.ts';
import type { PolicyChange } from '../../../lambdas/application/ports/ports.ts';
import type { Policy } from '../../../lambdas/core/policy/schema.ts';
import { vaultPolicy } from '../../support/fakes/vault-policy.ts';
import { canceled, mockTable } from './mock-table.ts';

const tables = { policy: 'policy', restrictions: 'restrictions', requests: 'requests' };
const clock = () => Date.parse('2026-11-24T17:00:00Z');

const aWriter = () => {
  const { client, mock, transaction } = mockTable();
  mock.on(GetCommand).resolves({});
  mock.on(TransactWriteCommand).resolves({});
  const log = dynamoVaultLog(client, 'requests', { clock, digest: sha256 });
  return { writer: dynamoPolicyWriter(client, tables, { log, clock }), mock, transaction };
};
const inForce = (policy: Policy, retiredGroupIds: number[] = []) => ({
  version: 4,
  generation: 1,
  policy,
  retiredGroupIds,
});
const writes = async (change: Partial<PolicyChange> & Pick<PolicyChange, 'before' | 'after'>) => {
  const { writer, transaction } = aWriter();
  await writer.apply({ by: 'root', ...change });
  return transaction();
};
/** The puts and deletes of a transaction, a line each. */
const lines = (items: Awaited<ReturnType<typeof writes>>): string[] =>
  items.map(({ Put, Delete }) => {
    const { TableName, Item: key } = Put ?? { TableName: Delete?.TableName, Item: Delete?.Key };
    return `${Put ? 'put' : 'delete'} ${TableName} ${key?.['pk'] ?? key?.['partition']} ${key?.['sk'] ?? key?.['restrictionKey']}`;
  });

describe('a policy is written', () => {
  it('first of all on the condition that there is none', async () => {
    const items = await writes({ before: undefined, after: vaultPolicy() });

    const head = items.find((item) => item.Put?.Item?.['pk'] === 'HEAD');
    expect(head?.Put).toMatchObject({
      ConditionExpression: 'attribute_not_exists(pk)',
      Item: { version: 1, generation: 1, settings: vaultPolicy().settings },
    });
    expect(lines(items)).toContain('put policy U#ana USER');
    expect(lines(items)).toContain('put policy S#sub-dora SUBJECT');
    expect(lines(items)).not.toContain('put policy S#ana SUBJECT');
    expect(lines(items)).toContain('put restrictions 1#view_password 10000045');
    expect(lines(items)).toContain('put restrictions 1#view_password 11110045');
  });

  it('later as the difference, on the version that it was read at', async () => {
    const before = vaultPolicy();
    const items = await writes({ before: inForce(before), after: vaultPolicy({ users: { eva: { name: 'Eva D.' } } }) });

    expect(lines(items)).toEqual([
      'put policy U#eva USER',
      'put policy HEAD HEAD',
      'put policy CONTENTS CONTENTS',
      'put policy LOG 00000005',
      expect.stringMatching(/^put requests V#vault:2026-11-24:\d+ HEAD$/),
      expect.stringMatching(/^put requests V#vault:2026-11-24:\d+ E#00000001$/),
    ]);
    expect(items[1]?.Put).toMatchObject({
      Item: { version: 5 },
      ConditionExpression: '#version = :before',
      ExpressionAttributeValues: { ':before': 4 },
    });
  });

  it('a group edit is the group, its rows and the version: no fan-out', async () => {
    const approval = { when: { hours: [{ from: '13:00', to: '17:00' }] } };
    const items = await writes({ before: inForce(vaultPolicy()), after: vaultPolicy({ approval }) });

    expect(lines(items).slice(0, 3)).toEqual([
      'put policy G#0045 GROUP',
      'put restrictions 1#view_password 10000045',
      'put restrictions 1#view_password 10010045',
    ]);
  });

  it('E-06: takes away what is gone, and keeps the ids of deleted groups for good', async () => {
    const after = { ...vaultPolicy(), groups: vaultPolicy().groups.filter(({ id }) => id !== 7) };
    const items = await writes({ before: inForce(vaultPolicy(), [3]), after });

    expect(lines(items)).toContain('delete policy G#0007 GROUP');
    expect(lines(items)).toContain('delete restrictions 1#view_password 10110007');
    const contents = items.find((item) => item.Put?.Item?.['pk'] === 'CONTENTS')?.Put?.Item;
    expect(contents).toMatchObject({ version: 5, groups: [45, 9, 5], retiredGroupIds: [3, 7] });
  });

  it('R-02: with its audit record in the same transaction', async () => {
    const items = await writes({ before: undefined, after: vaultPolicy() });

    const record = items.find((item) => item.Put?.Item?.['record'])?.Put?.Item?.['record'];
    expect(record).toMatchObject({
      type: 'PolicyApplied',
      actor: 'root',
      policyVersion: 1,
      detail: { groups: [45, 7, 9, 5] },
    });
  });

  it('T-17: with the answer that a repeat is given', async () => {
    const remember = { key: 'policy#root#k1', bodyDigest: 'digest' };
    const items = await writes({ before: inForce(vaultPolicy()), after: vaultPolicy({ groups: [] }), remember });

    expect(items.at(-1)?.Put).toMatchObject({ TableName: 'requests', Item: { pk: 'I#policy#root#k1' } });
    expect(unpack(items.at(-1)?.Put?.Item?.['remembered'])).toEqual({ ...remember, version: 5 });
  });

  it('or conflicts, with nothing written', async () => {
    const { writer, mock } = aWriter();
    mock.on(TransactWriteCommand).rejects(canceled('ConditionalCheckFailed'));

    expect(await writer.apply({ before: undefined, after: vaultPolicy(), by: 'root' })).toBe('conflict');
  });
});

describe('a change is measured', () => {
  it('as what it writes at most', async () => {
    const change = { before: undefined, after: vaultPolicy() };
    const remember = { key: 'k', bodyDigest: 'd' };

    expect(policyMeter.measure(change)).toBe((await writes({ ...change, remember })).length);
    expect(policyMeter.limit).toBe(100);
  });

  it.each([
    ['nothing', vaultPolicy(), 0],
    ['one user', vaultPolicy({ users: { eva: { name: 'Eva D.' } } }), 7],
    ['the settings alone', { ...vaultPolicy(), settings: { ...vaultPolicy().settings, maxWindow: 'PT2H' } }, 6],
    ['another order', { ...vaultPolicy(), users: vaultPolicy().users.toReversed() }, 0],
  ])('%s', (_name, after, items) => {
    expect(policyMeter.measure({ before: inForce(vaultPolicy()), after })).toBe(items);
  });
});
