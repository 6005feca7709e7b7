import type { LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import { Fault } from '../../application/fault.ts';
import type { SweepPorts } from '../../application/sweep-ports.ts';
import { callFunction } from './call-function.ts';

const answer = z.object({ batchItemFailures: z.array(z.unknown()) });

/**
 * Has `dispatch-effects` do one effect, as the stream would: a batch of one. It throws if the effect failed; why is in
 * the log of that function.
 */
export const invokeDispatch =
  (client: LambdaClient, functionName: string): SweepPorts['dispatch'] =>
  async ({ pk, sk }) => {
    const record = { dynamodb: { SequenceNumber: '0', Keys: { pk: { S: pk }, sk: { S: sk } } } };
    const { batchItemFailures } = answer.parse(await callFunction(client, functionName, { Records: [record] }));
    if (batchItemFailures.length > 0) throw new Fault('EffectFailed', `the effect ${pk} ${sk} failed`);
  };
