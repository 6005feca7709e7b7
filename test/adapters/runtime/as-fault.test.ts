import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { withFaults } from '../../../lambdas/adapters/runtime/as-fault.ts';

/** What comes out of a client whose service answers with `status` and an error of this type. */
const thrown = async (status: number, type: string): Promise<unknown> => {
  const client = withFaults(
    new DynamoDBClient({
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      maxAttempts: 1,
      requestHandler: {
        handle: async () => ({
          response: {
            statusCode: status,
            headers: { 'content-type': 'application/x-amz-json-1.0' },
            body: new Response(JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: 'x' }))
              .body,
          },
        }),
      },
    }),
  );
  return client.send(new GetItemCommand({ TableName: 't', Key: { pk: { S: 'x' } } })).catch((error: unknown) => error);
};

describe('an error of an AWS client', () => {
  it.each([
    [400, 'ThrottlingException'],
    [400, 'ProvisionedThroughputExceededException'],
    [500, 'InternalServerError'],
    [503, 'ServiceUnavailable'],
  ])('that may be gone at the next try is a Fault: %i %s', async (status, type) => {
    const error = await thrown(status, type);

    expect(error).toMatchObject({ name: 'ServiceFault', retryable: true });
    expect((error as Error).cause).toMatchObject({ name: type });
  });

  it.each([
    [400, 'ConditionalCheckFailedException'],
    [400, 'TransactionCanceledException'],
    [400, 'ResourceNotFoundException'],
    [400, 'AccessDeniedException'],
  ])('that says what happened keeps its class: %i %s', async (status, type) => {
    expect(await thrown(status, type)).toMatchObject({ name: type });
  });
});
