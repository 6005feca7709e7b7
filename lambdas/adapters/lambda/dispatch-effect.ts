import type { LambdaClient } from '@aws-sdk/client-lambda';
import * as z from 'zod';
import type { DispatchEffect } from '../../application/ports/sweep-ports.ts';
import { callFunction } from './call-function.ts';

const answer = z.object({ outcome: z.enum(['done', 'put-off']) });

/** Has `dispatch-effects` do one effect. It throws if the effect failed; why is in the log of that function. */
export const invokeDispatch =
  (client: LambdaClient, functionName: string): DispatchEffect =>
  async (effect) =>
    answer.parse(await callFunction(client, functionName, { effect })).outcome;
