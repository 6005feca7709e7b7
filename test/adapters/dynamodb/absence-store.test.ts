import { BatchGetCommand, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { dynamoAbsenceStore } from '../../../lambdas/adapters/dynamodb/absence-store.ts';
import { dynamoVaultLog } from '../../../lambdas/adapters/dynamodb/vault-log.ts';
import { sha256 } from '../../../lambdas/adapters/runtime/runtime.ts';
import { mockTable } from './mock-table.ts';

const key = { pk: 'U#bruno', sk: 'ABSENCE' };
const absence = {
  person: 'bruno',
  from: Date.parse('2026-11-24T12:00:00Z'),
  until: Date.parse('2026-11-27T12:00:00.500Z'),
  delegate: 'eva',
};
const entry = { type: 'AbsenceSet', actor: 'bruno', detail: {} };

const aStore = () => {
  const { client, mock } = mockTable();
  mock.on(GetCommand).resolves({});
  mock.on(TransactWriteCommand).resolves({});
  const log = dynamoVaultLog(client, 'requests', {
    clock: () => Date.parse('2026-11-24T12:00:00Z'),
    digest: sha256,
  });
  return { store: dynamoAbsenceStore(client, 'requests', log), mock };
};
const written = (mock: ReturnType<typeof aStore>['mock']) =>
  mock.commandCalls(TransactWriteCommand)[0]?.args[0].input.TransactItems;

describe('absences', () => {
  it('are written in one transaction with their record, and go away when they are over', async () => {
    const { store, mock } = aStore();

    await store.set(absence, entry);

    const expiresAtEpochSeconds = Date.parse('2026-11-27T12:00:01Z') / 1000;
    expect(written(mock)).toMatchObject([
      { Put: { TableName: 'requests', Item: { ...key, absence, expiresAtEpochSeconds } } },
      { Put: { Item: { sk: 'HEAD' } } },
      { Put: { Item: { record: { type: 'AbsenceSet', actor: 'bruno' }, steps: [] } } },
    ]);
  });

  it('are cleared in one transaction with their record', async () => {
    const { store, mock } = aStore();

    await store.clear('bruno', entry);

    expect(written(mock)?.[0]).toEqual({ Delete: { TableName: 'requests', Key: key } });
    expect(written(mock)).toHaveLength(3);
  });

  it('are read strongly consistent, each person once', async () => {
    const { store, mock } = aStore();
    mock.on(BatchGetCommand).resolves({ Responses: { requests: [{ ...key, absence }] } });

    expect(await store.of(['bruno', 'carla', 'bruno'])).toEqual({ bruno: absence });
    expect(mock).toHaveReceivedCommandWith(BatchGetCommand, {
      RequestItems: { requests: { Keys: [key, { pk: 'U#carla', sk: 'ABSENCE' }], ConsistentRead: true } },
    });
  });
});
