import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { dynamoOpenReview, openReviewItems } from '../../../lambdas/adapters/dynamodb/open-review.ts';
import type { RequestChange } from '../../../lambdas/application/ports/ports.ts';
import { anEmergency } from '../../support/request-builders.ts';
import { mockTable } from './mock-table.ts';

const key = { pk: 'Q#ana', sk: 'REVIEW' };
const request = anEmergency();
const changeOf = (review: RequestChange['review']): RequestChange => ({
  request,
  from: 1,
  head: 'h',
  recorded: [],
  grants: [],
  review,
});

describe('the open review of a requester', () => {
  it('is written where there is none, and taken away where it is that of this request', () => {
    expect(openReviewItems('requests', changeOf('opens'))).toEqual([
      {
        Put: {
          TableName: 'requests',
          Item: { ...key, requestId: request.id },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
    ]);
    expect(openReviewItems('requests', changeOf('closes'))).toEqual([
      {
        Delete: {
          TableName: 'requests',
          Key: key,
          ConditionExpression: 'requestId = :id',
          ExpressionAttributeValues: { ':id': request.id },
        },
      },
    ]);
    expect(openReviewItems('requests', changeOf(undefined))).toEqual([]);
  });

  it('is read strongly consistent', async () => {
    const { client, mock } = mockTable();
    mock
      .on(GetCommand, { TableName: 'requests', Key: key, ConsistentRead: true })
      .resolves({ Item: { ...key, requestId: 'r1' } });
    mock.on(GetCommand, { TableName: 'requests', Key: { ...key, pk: 'Q#eva' }, ConsistentRead: true }).resolves({});

    expect(await dynamoOpenReview(client, 'requests')('ana')).toBe('r1');
    expect(await dynamoOpenReview(client, 'requests')('eva')).toBeUndefined();
  });
});
