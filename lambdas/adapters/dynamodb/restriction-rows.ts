import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ReadRows } from '../../application/ports/ports.ts';
import type { RestrictionRow } from '../../core/restriction/rows.ts';
import { restrictionKeys } from './keys.ts';
import { queryAll } from './read.ts';

/** The ordered lookup by restriction code: the table's sort key is the order key, so the Query's order is the decision's. */
export const dynamoRestrictionRows =
  (client: DynamoDBDocumentClient, table: string): ReadRows =>
  async (head, action) => {
    const items = await queryAll(client, {
      TableName: table,
      ConsistentRead: true,
      KeyConditionExpression: '#partition = :partition',
      ExpressionAttributeNames: { '#partition': 'partition' },
      ExpressionAttributeValues: { ':partition': restrictionKeys.partition(head.generation, action) },
    });
    return items.map((item) => item['row'] as RestrictionRow);
  };
