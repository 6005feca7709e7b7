import { ConditionalCheckFailedException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Fault } from '../../application/fault.ts';
import type { Custody, CustodyStore } from '../../application/ports/ports.ts';
import type { LockFields } from '../../core/request/owed-change.ts';
import type { AccessWindow } from '../../core/request/window.ts';
import { lockAttributes, lockNames, moveLock } from './custody-items.ts';
import { custodyKeys } from './keys.ts';
import { getItem } from './read.ts';
import type { Item } from './table.ts';

/** The lock and the grants of a credential: one item, read strongly consistent. */
export const dynamoCustodyStore = (client: DynamoDBDocumentClient, table: string): CustodyStore => ({
  read: async (credentialId) => toCustody(await getItem(client, table, custodyKeys.lock(credentialId))),
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
    const { ExpressionAttributeValues, ...update } = moveLock(lockAttributes(credentialId, lock));
    try {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: custodyKeys.lock(credentialId),
          ...update,
          ConditionExpression: '#version = :lockVersion AND rotating = :id',
          ExpressionAttributeValues: { ...ExpressionAttributeValues, ':id': id, ':lockVersion': lockVersion },
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

const toCustody = (item: Item = {}): Custody => ({
  lockVersion: Number(item['version'] ?? 0),
  lock: Object.fromEntries(lockNames.map((name) => [name, item[name]])) as LockFields,
  grants: Object.entries(item).flatMap(([name, value]) => {
    const requestId = custodyKeys.requestOf(name);
    return requestId === undefined ? [] : [{ requestId, ...(value as AccessWindow) }];
  }),
});
