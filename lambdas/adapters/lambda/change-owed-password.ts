import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import type { ChangeOwedPassword } from '../../application/ports/sweep-ports.ts';

/** Hands the change to the one function that may make it, and does not wait: it is looked at again in a minute. */
export const invokeOwedChange =
  (client: LambdaClient, functionArn: string): ChangeOwedPassword =>
  async (credentialId) => {
    const Payload = JSON.stringify({ credentialId });
    await client.send(new InvokeCommand({ FunctionName: functionArn, InvocationType: 'Event', Payload }));
  };
