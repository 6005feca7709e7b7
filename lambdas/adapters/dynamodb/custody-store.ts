import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Fault } from '../../application/fault.ts';
import type { Custody, CustodyStore } from '../../application/ports.ts';
import type { Grant } from '../../core/request/custody.ts';
import type { LockFields } from '../../core/request/owed-change.ts';
import { lockExpressions, lockNames } from './custody-items.ts';
import { custodyKeys } from './keys.ts';
import { queryAll } from './read.ts';
import type { Item } from './table.ts';

/** The lock and the grants of a credential: one partition, one strongly consistent Query. */
export const dynamoCustodyStore = (client: DynamoDBDocumentClient, table: string): CustodyStore => ({
  read: async (credentialId) => {
    const items = await queryAll(client, {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': custodyKeys.all(credentialId).pk },
    });
    return toCustody(items);
  },
  startRotation: async (credentialId, { id, at, lockVersion }) => {
    try {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: custodyKeys.lock(credentialId),
          UpdateExpression: 'ADD #version :one SET rotating = :id, rotatingSince = :at',
          ConditionExpression: '#version = :lockVersion AND attribute_not_exists(rotating)',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':one': 1, ':id': id, ':at': at, ':lockVersion': lockVersion },
        }),
      );
      return 'started';
    } catch (error) {
      return conflictOr(error);
    }
  },
  finishRotation: async (credentialId, { id, lockVersion, lock }) => {
    const { clauses, values } = lockExpressions(credentialId, lock);
    try {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: custodyKeys.lock(credentialId),
          UpdateExpression: ['ADD #version :one', ...clauses].join(' '),
          ConditionExpression: '#version = :lockVersion AND rotating = :id',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':one': 1, ':id': id, ':lockVersion': lockVersion, ...values },
        }),
      );
      return 'finished';
    } catch (error) {
      return conflictOr(error);
    }
  },
});

const conflictOr = (error: unknown): 'conflict' => {
  if (error instanceof ConditionalCheckFailedException || error instanceof TransactionConflictException)
    return 'conflict';
  throw new Fault('StorageFault', 'the lock was not written', { cause: error });
};

const toCustody = (items: readonly Item[]): Custody => {
  const lock = items.find((item) => item['sk'] === 'LOCK');
  return {
    lockVersion: Number(lock?.['version'] ?? 0),
    lock: Object.fromEntries(lockNames.map((name) => [name, lock?.[name]])) as LockFields,
    grants: items.filter((item) => String(item['sk']).startsWith('G#')).map(toGrant),
  };
};

const toGrant = (item: Item): Grant => ({
  requestId: String(item['requestId']),
  start: Number(item['start']),
  end: Number(item['end']),
});
