import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { invokeOwedChange } from '../../../lambdas/adapters/lambda/change-owed-password.ts';

describe('the change of an owed password', () => {
  it('is handed to its function, and not waited for', async () => {
    const client = new LambdaClient({});
    const mock = mockClient(client);
    mock.on(InvokeCommand).resolves({});

    await invokeOwedChange(client, 'arn:change')('orders-admin');

    expect(mock).toHaveReceivedCommandWith(InvokeCommand, {
      FunctionName: 'arn:change',
      InvocationType: 'Event',
      Payload: '{"credentialId":"orders-admin"}',
    });
  });
});
