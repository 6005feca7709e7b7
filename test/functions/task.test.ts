import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Fault } from '../../lambdas/application/fault.ts';
import { task } from '../../lambdas/functions/task.ts';

const context = { awsRequestId: 'r', functionName: 'ask-level', getRemainingTimeInMillis: () => 1000 } as Context;
const schema = z.object({ requestId: z.string().min(1), count: z.coerce.number().default(2) });

describe('a task', () => {
  it('gives what the schema read to its use case, and its answer to the service', async () => {
    const handler = task(schema, async ({ requestId, count }) => ({ requestId, doubled: count * 2 }));

    expect(await handler({ requestId: 'r1', count: '4', more: true }, context)).toEqual({
      requestId: 'r1',
      doubled: 8,
    });
    expect(await handler({ requestId: 'r1' }, context)).toEqual({ requestId: 'r1', doubled: 4 });
  });

  it.each([undefined, null, {}, { requestId: '' }, { requestId: 5 }])('does nothing for %j', async (event) => {
    let acted = false;
    const handler = task(schema, async () => {
      acted = true;
    });

    await expect(handler(event, context)).rejects.toThrow(z.ZodError);
    expect(acted).toBe(false);
  });

  it('lets a fault out by its name, which Step Functions matches on', async () => {
    const fault = new Fault('AccessNotOver', 'the access is not over');
    const handler = task(schema, () => Promise.reject(fault));

    await expect(handler({ requestId: 'r1' }, context)).rejects.toBe(fault);
    expect(fault.name).toBe('AccessNotOver');
  });
});
