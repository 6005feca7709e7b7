import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import * as z from 'zod';
import type { Dispatched } from '../application/effects/dispatch-effects.ts';

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

/** What the sweeper asks: one effect, and whether it is done. */
const single = z.object({ effect: z.object({ pk: z.string(), sk: z.string() }) });

interface PartialFailure {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

interface Outcome {
  readonly outcome: 'done' | 'put-off';
}

type Dispatch = (keys: readonly { readonly pk: string; readonly sk: string }[]) => Promise<Dispatched>;

/**
 * Handles a batch of a DynamoDB stream, and tells the first record that failed: the service comes again from there, so
 * nothing is left out (threats.md T-19). Mails that wait for their turn are not failures; the sweeper comes for them,
 * with a single effect, and is told.
 */
export const streamBatch = (dispatch: Dispatch) => {
  const logger = new Logger({ serviceName: 'countersign' });

  const tell = (handedOver: Dispatched['handedOver']): void => {
    for (const { key, why } of handedOver)
      logger.warn(`the mails of ${key.pk} ${key.sk} go on with the notices`, why as Error);
  };

  const doSingle = async ({ effect }: z.output<typeof single>): Promise<Outcome> => {
    const { failed, putOff, handedOver } = await dispatch([effect]);
    if (failed) throw failed.error;
    tell(handedOver);
    return { outcome: putOff.length + handedOver.length > 0 ? 'put-off' : 'done' };
  };

  const doBatch = async ({ Records }: z.output<typeof batch>): Promise<PartialFailure> => {
    const keys = Records.map(({ dynamodb: { Keys } }) => ({ pk: Keys.pk.S, sk: Keys.sk.S }));
    const { failed, putOff, handedOver } = await dispatch(keys);
    tell(handedOver);
    if (putOff.length > 0) logger.warn('mails wait for their turn', { effects: putOff });
    if (!failed) return { batchItemFailures: [] };
    const [key, record] = [keys[failed.at], Records[failed.at]];
    logger.error(`the effect ${key?.pk} ${key?.sk} failed and will be tried again`, failed.error as Error);
    return { batchItemFailures: [{ itemIdentifier: record?.dynamodb.SequenceNumber ?? '' }] };
  };

  return middy<unknown, PartialFailure | Outcome>()
    .use(injectLambdaContext(logger))
    .handler(async (event) => {
      const one = single.safeParse(event);
      return one.success ? doSingle(one.data) : doBatch(batch.parse(event));
    });
};
