import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { Fault } from '../../application/fault.ts';

/** Calls a function with `event` and gives what it answers; throws if it threw, and why is in its own log. */
export const callFunction = async (client: LambdaClient, FunctionName: string, event: unknown): Promise<unknown> => {
  const { FunctionError, Payload } = await client.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
  );
  if (FunctionError !== undefined) throw new Fault('FunctionFailed', `${FunctionName} failed: its log says why`);
  return JSON.parse(Payload?.transformToString() ?? 'null') as unknown;
};

/** Has a function called soon, and does not wait for it. */
export const startFunction = async (client: LambdaClient, FunctionName: string): Promise<void> => {
  await client.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: '{}' }));
};
