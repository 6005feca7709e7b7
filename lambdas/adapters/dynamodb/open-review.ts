import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ReadOpenReview, RequestChange } from '../../application/ports/ports.ts';
import { singleKeys } from './keys.ts';
import { getItem } from './read.ts';
import type { TransactionItems } from './transaction.ts';

/** The one item of a requester's open review: two emergencies at the same moment cannot both write it. */
export const openReviewItems = (table: string, { request, review }: RequestChange): TransactionItems => {
  const key = { TableName: table, Key: singleKeys.openReview(request.requester) };
  switch (review) {
    case undefined:
      return [];
    case 'opens':
      return [
        {
          Put: {
            TableName: table,
            Item: { ...key.Key, requestId: request.id },
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
      ];
    case 'closes':
      return [
        {
          Delete: {
            ...key,
            ConditionExpression: 'requestId = :id',
            ExpressionAttributeValues: { ':id': request.id },
          },
        },
      ];
  }
};

export const dynamoOpenReview =
  (client: DynamoDBDocumentClient, table: string): ReadOpenReview =>
  async (requester) => {
    const item = await getItem(client, table, singleKeys.openReview(requester));
    return item && String(item['requestId']);
  };
