import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import type * as z from 'zod';

/**
 * A handler that is called by a service and not by a person: it parses the event, and lets every fault out by its name,
 * for the service to retry or to catch. It logs the fault and never the event, which may hold a token or a mail.
 */
export const task = <Schema extends z.ZodType, Answer>(
  schema: Schema,
  act: (event: z.output<Schema>) => Promise<Answer>,
) => {
  const logger = new Logger({ serviceName: 'countersign' });
  return middy<unknown, Answer>()
    .use(injectLambdaContext(logger))
    .onError(({ error }) => logger.error('the task failed', error as Error))
    .handler(async (event) => act(schema.parse(event)));
};
