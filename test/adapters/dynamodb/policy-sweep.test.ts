import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { dynamoPolicySweep } from '../../../lambdas/adapters/dynamodb/policy-sweep.ts';
import { mockTable } from './mock-table.ts';

const key = { pk: 'SWEEP', sk: 'POLICY' };

describe('how far a sweep of the pending requests got', () => {
  it('is one item, read strongly consistent', async () => {
    const { client, mock } = mockTable();
    mock
      .on(GetCommand, { TableName: 'requests', Key: key, ConsistentRead: true })
      .resolvesOnce({})
      .resolves({ Item: { ...key, version: 3 } });
    const sweep = dynamoPolicySweep(client, 'requests');

    expect(await sweep.load()).toBeUndefined();
    expect(await sweep.load()).toEqual({ version: 3, cursor: undefined });
  });

  it('is written with its cursor', async () => {
    const { client, mock } = mockTable();
    mock.on(PutCommand).resolves({});

    await dynamoPolicySweep(client, 'requests').save({ version: 4, cursor: 'c' });

    expect(mock).toHaveReceivedCommandWith(PutCommand, {
      TableName: 'requests',
      Item: { ...key, version: 4, cursor: 'c' },
    });
  });
});
