import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import * as z from 'zod';

const stringAttribute = z.object({ S: z.string() });

const batch = z.object({
  Records: z.array(
    z.object({
      dynamodb: z.object({
        SequenceNumber: z.string(),
        Keys: z.object({ pk: stringAttribute, sk: stringAttribute }),
      }),
    }),
  ),
});

interface PartialFailure {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/**
 * Handles a batch of a DynamoDB stream in its order and stops at the first record that fails: the service comes again
 * from there, so nothing is left out and nothing is done before what it follows (threats.md T-19).
 */
export const streamBatch = (act: (key: { pk: string; sk: string }) => Promise<void>) => {
  const logger = new Logger({ serviceName: 'countersign' });
  return middy<unknown, PartialFailure>()
    .use(injectLambdaContext(logger))
    .handler(async (event) => {
      for (const { dynamodb } of batch.parse(event).Records) {
        const key = { pk: dynamodb.Keys.pk.S, sk: dynamodb.Keys.sk.S };
        try {
          await act(key);
        } catch (error) {
          logger.error(`the effect ${key.pk} ${key.sk} failed and will be tried again`, error as Error);
          return { batchItemFailures: [{ itemIdentifier: dynamodb.SequenceNumber }] };
        }
      }
      return { batchItemFailures: [] };
    });
};
