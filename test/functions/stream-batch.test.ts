import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
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
    Keys: { pk: { S: 'R#r1' }, sk: { S: `F#0000000${seq}` } },
    StreamViewType: 'KEYS_ONLY',
  },
});
const batch = (...seqs: number[]) => ({ Records: seqs.map(record) });

const handling = (poison?: string) => {
  const done: string[] = [];
  const handler = streamBatch(async ({ pk, sk }) => {
    if (sk === poison) throw new Error('poison');
    done.push(`${pk} ${sk}`);
  });
  return { handler: (event: unknown) => handler(event, context), done };
};

describe('T-19: a batch of the stream', () => {
  it('is done record by record, every one, in its order', async () => {
    const { handler, done } = handling();

    expect(await handler(batch(1, 2, 3, 4))).toEqual({ batchItemFailures: [] });

    expect(done).toEqual(['R#r1 F#00000001', 'R#r1 F#00000002', 'R#r1 F#00000003', 'R#r1 F#00000004']);
  });

  it('stops at the record that fails, and comes again from there', async () => {
    const { handler, done } = handling('F#00000003');

    expect(await handler(batch(1, 2, 3, 4))).toEqual({ batchItemFailures: [{ itemIdentifier: '103' }] });

    expect(done).toEqual(['R#r1 F#00000001', 'R#r1 F#00000002']);
  });

  it('that is empty is done', async () => {
    expect(await handling().handler({ Records: [] })).toEqual({ batchItemFailures: [] });
  });

  it.each([{}, { Records: [{}] }, { Records: [{ dynamodb: { SequenceNumber: '1', Keys: { pk: { S: 'x' } } } }] }])(
    'that is not one is an error as a whole: %j',
    async (event) => {
      const { handler, done } = handling();

      await expect(handler(event)).rejects.toThrow(z.ZodError);
      expect(done).toEqual([]);
    },
  );
});
