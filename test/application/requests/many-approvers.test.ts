import { describe, expect, it } from 'vitest';
import { dynamoRequestStore } from '../../../lambdas/adapters/dynamodb/request-store.ts';
import type { RequestChange } from '../../../lambdas/application/ports/ports.ts';
import { makeReleasePassword } from '../../../lambdas/application/release/release-password.ts';
import { makeUseEmergency } from '../../../lambdas/application/requests/use-emergency.ts';
import { mockTable } from '../../adapters/dynamodb/mock-table.ts';
import { pending } from '../../support/fakes/steps.ts';
import { vaultInput } from '../../support/fakes/vault-policy.ts';
import { aWorld, principal, type World } from '../../support/fakes/world.ts';
import { aPolicy } from '../../support/policy-builders.ts';

const APPROVERS = 250;
const RELEASES = 1000;

const crowd = Array.from({ length: APPROVERS }, (_, number) => ({
  id: `approver-${String(number).padStart(3, '0')}`,
  email: `approver-${number}@example.com`,
}));

/** The vault with 250 approvers before orders-*, and every change of a request that it writes. */
const aCrowdedVault = () => {
  const input = vaultInput({ approval: { levels: [{ approvers: crowd.map(({ id }) => id) }] } });
  const world = aWorld({ policy: aPolicy({ ...input, users: [...(input.users ?? []), ...crowd] }) });
  const changes: RequestChange[] = [];
  const commit: World['ports']['requests']['commit'] = async (change) => {
    changes.push(change);
    return world.ports.requests.commit(change);
  };
  const ports = { ...world.ports, requests: { ...world.ports.requests, commit } };
  return { world: { ...world, ports }, changes };
};

/** What DynamoDB is given for a change: the key and the size in bytes of each item that is put. */
const transactionOf = async (change: RequestChange) => {
  const { client, transaction } = mockTable();
  await dynamoRequestStore(client, 'requests', () => 0).commit(change);
  return transaction().map(({ Put, Update, Delete, ConditionCheck }) => {
    const item = Put?.Item ?? Update?.Key ?? Delete?.Key ?? ConditionCheck?.Key ?? {};
    return { key: `${item['pk']} ${item['sk']}`, bytes: Buffer.byteLength(JSON.stringify(item)) };
  });
};

describe('D-11: a request with 250 approvers that is used a thousand times', () => {
  it('writes no transaction that grows, no item twice in one, and no state beyond 8 KB', async () => {
    const { world, changes } = aCrowdedVault();
    const id = await pending(world);
    await makeUseEmergency(world.ports)({ principal: principal('ana'), requestId: id, reason: 'orders are lost' });
    const readSecret = async () => ({ username: 'orders_admin', password: 'secret', versionId: 'v1' });
    const release = makeReleasePassword({ ...world.ports, readSecret, secretExists: async () => true });
    for (let count = 0; count < RELEASES; count += 1) {
      const outcome = await release({ principal: principal('ana'), requestId: id });
      expect(outcome).toMatchObject({ ok: true });
    }

    const transactions = await Promise.all(changes.map(transactionOf));

    expect((await world.ports.requests.history(id)).length).toBeGreaterThan(RELEASES);
    expect(Math.max(...transactions.map((items) => items.length))).toBeLessThanOrEqual(10);
    for (const items of transactions) expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
    const states = transactions.flatMap((items) => items.filter(({ key }) => key === `R#${id} STATE`));
    expect(states).toHaveLength(changes.length);
    expect(Math.max(...states.map(({ bytes }) => bytes))).toBeLessThan(8 * 1024);
    expect(Math.max(...transactions.flat().map(({ bytes }) => bytes))).toBeLessThan(16 * 1024);
  });
});
