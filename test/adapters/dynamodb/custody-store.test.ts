import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { dynamoCustodyStore } from '../../../lambdas/adapters/dynamodb/custody-store.ts';
import { mockTable } from './mock-table.ts';

const start = async (error?: Error) => {
  const { client, mock } = mockTable();
  if (error) mock.on(UpdateCommand).rejects(error);
  else mock.on(UpdateCommand).resolves({});
  const outcome = dynamoCustodyStore(client, 'requests').startRotation('orders-admin', {
    id: 'r1',
    at: 5,
    lockVersion: 3,
  });
  return { outcome: await outcome, mock };
};
const failure = { message: 'x', $metadata: {} };

describe('the lock of a credential', () => {
  it('is read with the grants as one item, strongly consistent', async () => {
    const { client, mock } = mockTable();
    const key = { pk: 'C#orders-admin', sk: 'LOCK' };
    const Item = { ...key, version: 7, rotating: 'r0', rotatingSince: 5, 'G#r1': { start: 1, end: 2 } };
    mock.on(GetCommand).resolves({ Item });

    expect(await dynamoCustodyStore(client, 'requests').read('orders-admin')).toEqual({
      lockVersion: 7,
      lock: { rotating: 'r0', rotatingSince: 5 },
      grants: [{ requestId: 'r1', start: 1, end: 2 }],
    });

    expect(mock).toHaveReceivedCommandWith(GetCommand, { TableName: 'requests', Key: key, ConsistentRead: true });
  });

  it('takes one rotation at a time, at the version that was read', async () => {
    const { outcome, mock } = await start();

    expect(outcome).toBe('started');
    expect(mock).toHaveReceivedCommandWith(UpdateCommand, {
      TableName: 'requests',
      Key: { pk: 'C#orders-admin', sk: 'LOCK' },
      UpdateExpression: 'ADD #version :one SET rotating = :id, rotatingSince = :at',
      ConditionExpression: '#version = :lockVersion AND attribute_not_exists(rotating)',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':one': 1, ':id': 'r1', ':at': 5, ':lockVersion': 3 },
    });
  });

  it.each([new ConditionalCheckFailedException(failure), new TransactionConflictException(failure)])(
    'conflicts by %s',
    async (error) => {
      expect((await start(error)).outcome).toBe('conflict');
    },
  );

  it('is a fault when the service fails', async () => {
    const error = new Error('socket hang up');

    await expect(start(error)).rejects.toMatchObject({ name: 'StorageFault', cause: error });
  });
});

const finish = async (error?: Error) => {
  const { client, mock } = mockTable();
  if (error) mock.on(UpdateCommand).rejects(error);
  else mock.on(UpdateCommand).resolves({});
  const change = { id: 'r1', lockVersion: 3, lock: { changedSince: 5 } };
  const outcome = await dynamoCustodyStore(client, 'requests').finishRotation('orders-admin', change);
  return { outcome, mock };
};

describe('the end of a rotation', () => {
  it('leaves the lock as it was decided, if it is the one that was marked', async () => {
    const { outcome, mock } = await finish();

    expect(outcome).toBe('finished');
    expect(mock).toHaveReceivedCommandWith(UpdateCommand, {
      Key: { pk: 'C#orders-admin', sk: 'LOCK' },
      UpdateExpression: 'ADD #version :one SET #a5 = :a5 REMOVE #a0, #a1, #a2, #a3, #a4, #a6, #a7, #a8',
      ConditionExpression: '#version = :lockVersion AND rotating = :id',
      ExpressionAttributeNames: {
        '#version': 'version',
        '#a0': 'rotating',
        '#a1': 'rotatingSince',
        '#a2': 'owedSince',
        '#a3': 'changeBy',
        '#a4': 'unbroken',
        '#a5': 'changedSince',
        '#a6': 'holder',
        '#a7': 'duePk',
        '#a8': 'dueSk',
      },
      ExpressionAttributeValues: { ':one': 1, ':id': 'r1', ':lockVersion': 3, ':a5': 5 },
    });
  });

  it('conflicts when the lock moved, and is a fault when the service fails', async () => {
    const error = new Error('socket hang up');

    expect((await finish(new ConditionalCheckFailedException(failure))).outcome).toBe('conflict');
    await expect(finish(error)).rejects.toMatchObject({ name: 'StorageFault', cause: error });
  });
});
