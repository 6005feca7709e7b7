import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { Dispatched } from '../../lambdas/application/effects/dispatch-effects.ts';
import { streamBatch } from '../../lambdas/functions/stream-batch.ts';

const context = {
  awsRequestId: 'r',
  functionName: 'dispatch-effects',
  getRemainingTimeInMillis: () => 1000,
} as Context;

/** A record of a DynamoDB stream as Lambda gets it. */
const record = (seq: number) => ({
  eventID: `e${seq}`,
  eventName: 'INSERT',
  eventSource: 'aws:dynamodb',
  dynamodb: {
    SequenceNumber: `10${seq}`,
    Keys: { pk: { S: 'R#r1' }, sk: { S: `E#0000000${seq}` } },
    StreamViewType: 'KEYS_ONLY',
  },
});
const batch = (...seqs: number[]) => ({ Records: seqs.map(record) });

type Key = { readonly pk: string; readonly sk: string };

const handling = (answer: Partial<Dispatched> = {}) => {
  const given: string[][] = [];
  const handler = streamBatch(async (keys: readonly Key[]) => {
    given.push(keys.map(({ pk, sk }) => `${pk} ${sk}`));
    return { putOff: [], handedOver: [], ...answer };
  });
  return { handler: (event: unknown) => handler(event, context), given };
};

describe('T-19: a batch of the stream', () => {
  it('is dispatched as one, every record, in its order', async () => {
    const { handler, given } = handling();

    expect(await handler(batch(1, 2, 3, 4))).toEqual({ batchItemFailures: [] });

    expect(given).toEqual([['R#r1 E#00000001', 'R#r1 E#00000002', 'R#r1 E#00000003', 'R#r1 E#00000004']]);
  });

  it('comes again from the record that failed', async () => {
    const { handler } = handling({ failed: { at: 2, error: new Error('poison') } });

    expect(await handler(batch(1, 2, 3, 4))).toEqual({ batchItemFailures: [{ itemIdentifier: '103' }] });
  });

  it('D-09: does not come again for mails that wait for their turn', async () => {
    const { handler } = handling({ putOff: [{ pk: 'R#r1', sk: 'E#00000002' }] });

    expect(await handler(batch(1, 2))).toEqual({ batchItemFailures: [] });
  });

  it('does not come again for mails that are handed over', async () => {
    const { handler } = handling({
      handedOver: [{ key: { pk: 'R#r1', sk: 'E#00000002' }, why: new Error('no turn') }],
    });

    expect(await handler(batch(1, 2))).toEqual({ batchItemFailures: [] });
  });

  it('that is empty is done', async () => {
    expect(await handling().handler({ Records: [] })).toEqual({ batchItemFailures: [] });
  });

  it.each([{}, { Records: [{}] }, { Records: [{ dynamodb: { SequenceNumber: '1', Keys: { pk: { S: 'x' } } } }] }])(
    'that is not one is an error as a whole: %j',
    async (event) => {
      const { handler, given } = handling();

      await expect(handler(event)).rejects.toThrow(z.ZodError);
      expect(given).toEqual([]);
    },
  );
});

describe('a single effect, as the sweeper asks for it', () => {
  const effect = { pk: 'R#r1', sk: 'E#00000002' };

  it.each([
    ['done', {}],
    ['put-off', { putOff: [effect] }],
    ['put-off', { handedOver: [{ key: effect, why: new Error('no turn') }] }],
  ])('is told as %s', async (outcome, answer) => {
    const { handler, given } = handling(answer);

    expect(await handler({ effect })).toEqual({ outcome });
    expect(given).toEqual([['R#r1 E#00000002']]);
  });

  it('that fails is a failed call', async () => {
    const { handler } = handling({ failed: { at: 0, error: new Error('poison') } });

    await expect(handler({ effect })).rejects.toThrow('poison');
  });
});
