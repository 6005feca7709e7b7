import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { dynamoInvitationStore } from '../../../lambdas/adapters/dynamodb/invitation-store.ts';
import { mockTable } from './mock-table.ts';

const key = { pk: 'T#hash', sk: 'INVITATION' };
const invitation = {
  tokenHash: 'hash',
  requestId: 'r1',
  level: 1,
  approver: 'bruno',
  address: 'bruno@example.com',
  windowVersion: 1,
  policyVersion: 3,
  expiresAt: Date.parse('2026-11-24T19:00:00.500Z'),
};
const refused = new ConditionalCheckFailedException({ message: 'x', $metadata: {} });

describe('reply invitations', () => {
  it('are written once, and kept 30 days after their end', async () => {
    const { client, mock } = mockTable();
    mock.on(PutCommand).resolvesOnce({}).rejects(refused);
    const store = dynamoInvitationStore(client, 'requests');

    await store.put(invitation);
    await store.put(invitation);

    expect(mock).toHaveReceivedNthCommandWith(PutCommand, 1, {
      TableName: 'requests',
      Item: { ...key, ...invitation, expiresAtEpochSeconds: Date.parse('2026-12-24T19:00:01Z') / 1000 },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
  });

  it('are found by the hash, strongly consistent', async () => {
    const { client, mock } = mockTable();
    mock.on(GetCommand).resolves({ Item: { ...key, ...invitation } });

    expect(await dynamoInvitationStore(client, 'requests').find('hash')).toMatchObject(invitation);

    expect(mock).toHaveReceivedCommandWith(GetCommand, { TableName: 'requests', Key: key, ConsistentRead: true });
  });

  it.each([
    [
      'markUsed',
      'SET usedAt = :at, usedBy = :messageId',
      'attribute_not_exists(usedAt)',
      { ':at': 4_000_000, ':messageId': 'm1' },
    ],
    [
      'mayAnswer',
      'SET answeredAt = :at',
      'attribute_not_exists(answeredAt) OR answeredAt < :before',
      { ':at': 4_000_000, ':before': 400_000 },
    ],
    [
      'mayWarn',
      'SET warnedAt = :at',
      'attribute_not_exists(warnedAt) OR warnedAt < :before',
      { ':at': 4_000_000, ':before': 400_000 },
    ],
  ] as const)('%s writes by a condition, and says whether it held', async (act, update, condition, values) => {
    const { client, mock } = mockTable();
    mock.on(UpdateCommand).resolvesOnce({}).rejects(refused);
    const store = dynamoInvitationStore(client, 'requests');

    expect([await store[act]('hash', 4_000_000, 'm1'), await store[act]('hash', 4_000_000, 'm1')]).toEqual([
      true,
      false,
    ]);

    expect(mock).toHaveReceivedNthCommandWith(UpdateCommand, 1, {
      TableName: 'requests',
      Key: key,
      UpdateExpression: update,
      ConditionExpression: `attribute_exists(pk) AND (${condition})`,
      ExpressionAttributeValues: values,
    });
  });

  it.each(['put', 'markUsed', 'mayAnswer', 'mayWarn'] as const)('%s lets every other error out', async (act) => {
    const { client, mock } = mockTable();
    mock.onAnyCommand().rejects(new Error('socket hang up'));
    const store = dynamoInvitationStore(client, 'requests');

    await expect(act === 'put' ? store.put(invitation) : store[act]('hash', 1, 'm1')).rejects.toThrow('socket hang up');
  });
});
