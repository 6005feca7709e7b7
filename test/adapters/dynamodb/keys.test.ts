import { describe, expect, it } from 'vitest';
import {
  custodyKeys,
  dueKeys,
  listKeys,
  policyKeys,
  requestKeys,
  restrictionKeys,
  singleKeys,
  vaultLogKeys,
} from '../../../lambdas/adapters/dynamodb/keys.ts';
import { newUlid } from '../../../lambdas/adapters/runtime/runtime.ts';
import { restrictionKey } from '../../../lambdas/core/restriction/code.ts';

const id = '01KATZ9B00TEST000000000001';
const at = Date.parse('2026-11-24T17:00:00.123Z');

describe('the keys of design.md 4', () => {
  it.each([
    ['the state of a request', requestKeys.state(id), { pk: `R#${id}`, sk: 'STATE' }],
    ['an event', requestKeys.event(id, 12), { pk: `R#${id}`, sk: 'E#00000012' }],
    ['the token of the workflow', requestKeys.token(id), { pk: `R#${id}`, sk: 'TOKEN' }],
    ['an inbox row', listKeys.inbox('bruno', at, id), { pk: 'A#bruno', sk: `P#2026-11-24T17:00:00.123Z#${id}` }],
    [
      'my requests',
      listKeys.requester('ana', at, id),
      { requesterPk: 'Q#ana', requesterSk: `2026-11-24T17:00:00.123Z#${id}` },
    ],
    ['a lock', custodyKeys.lock('orders-admin'), { pk: 'C#orders-admin', sk: 'LOCK' }],
    ['an invitation', singleKeys.invitation('abc'), { pk: 'T#abc', sk: 'INVITATION' }],
    ['a kept answer', singleKeys.remembered('ana#k1'), { pk: 'I#ana#k1', sk: 'ANSWER' }],
    [
      'a record without a request',
      vaultLogKeys.event('vault:2026-11-24:2', 3),
      { pk: 'V#vault:2026-11-24:2', sk: 'E#00000003' },
    ],
    ['a user', policyKeys.user('ana'), { pk: 'U#ana', sk: 'USER' }],
    ['a name at the identity provider', policyKeys.subject('sub'), { pk: 'S#sub', sk: 'SUBJECT' }],
    ['a credential of the policy', policyKeys.credential('orders-admin'), { pk: 'C#orders-admin', sk: 'CREDENTIAL' }],
    ['a group', policyKeys.group(45), { pk: 'G#0045', sk: 'GROUP' }],
    ['a change of the policy', policyKeys.change(3), { pk: 'LOG', sk: '00000003' }],
  ])('%s', (_name, key, expected) => {
    expect(key).toEqual(expected);
  });

  it('order events as they are numbered', () => {
    const keys = [1, 2, 9, 10, 11, 99, 100, 12_345].map((seq) => requestKeys.event(id, seq).sk);

    expect(keys.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(keys);
  });
});

describe('the keys of the restrictions', () => {
  it('are the policy generation with the action, and the order key', () => {
    expect(restrictionKeys.partition(3, 'view_password')).toBe('3#view_password');
    expect(restrictionKeys.row(3, 'view_password', restrictionKey('111', 45))).toEqual({
      partition: '3#view_password',
      restrictionKey: '10000045',
    });
  });

  it('sort as decisions go: flags descending, then the lowest id', () => {
    const decided = [
      ['111', 7],
      ['111', 45],
      ['110', 3],
      ['110', 9999],
      ['100', 1],
      ['000', 2],
    ] as const;
    const keys = decided.map(
      ([flags, group]) => restrictionKeys.row(1, 'view_password', restrictionKey(flags, group)).restrictionKey,
    );

    expect(keys.toSorted((a, b) => (a < b ? -1 : 1))).toEqual(keys);
  });
});

describe('shards', () => {
  it('spread what would share a partition, and depend on the id alone', () => {
    const spread = new Set(Array.from({ length: 200 }, () => listKeys.report(at, newUlid()).reportPk));

    expect([...spread].toSorted((a, b) => (a < b ? -1 : 1))).toEqual(listKeys.reportOf('2026-11'));
    expect(listKeys.report(at, id)).toEqual(listKeys.report(at, id));
  });

  it('spread what is due over the parts that the sweeper reads', () => {
    const parts = new Set(
      Array.from({ length: 200 }, newUlid).flatMap((one) => [
        dueKeys.request(at, one).duePk,
        dueKeys.effect(at, { chain: `request:${one}`, seq: 1 }).duePk,
      ]),
    );

    const urgent = dueKeys.effect(at, { chain: `request:${id}`, seq: 1, emergency: true }).duePk;
    expect(dueKeys.partitions[0]).toBe(urgent);
    expect([urgent, ...parts].toSorted()).toEqual(dueKeys.partitions.toSorted());
  });

  it('hold what is due up to an instant below it, and the rest above', () => {
    const { dueSk } = dueKeys.request(at, id);

    expect(dueSk < dueKeys.upTo(at)).toBe(true);
    expect(dueSk < dueKeys.upTo(at - 1)).toBe(false);
    expect(dueKeys.dueAt(dueSk)).toBe(at);
    expect(dueKeys.dueAt(dueKeys.effect(at, { chain: 'vault:2026-11-24:0', seq: 7 }).dueSk)).toBe(at);
  });

  it('give each day of the vault log chains of its own', () => {
    expect(vaultLogKeys.chain(at, 'ana')).toMatch(/^vault:2026-11-24:\d+$/);
    expect(vaultLogKeys.chain(Date.parse('2026-11-25T00:00:00Z'), 'ana')).toMatch(/^vault:2026-11-25:\d+$/);
  });

  it('spread a crowd over so many chains that a record seldom waits for another', () => {
    const chains = Array.from({ length: 1000 }, (_, voter) => vaultLogKeys.chain(at, `voter-${voter}`));
    const crowds = Map.groupBy(chains, (chain) => chain);

    expect(crowds.size).toBeGreaterThan(200);
    expect(Math.max(...[...crowds.values()].map(({ length }) => length))).toBeLessThan(16);
  });
});
