import { InvokeCommand, type InvokeCommandOutput, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { invokeDispatch } from '../../../lambdas/adapters/lambda/dispatch-effect.ts';

const key = { pk: 'R#r1', sk: 'E#00000002' };

const answering = (answer: unknown, more: Partial<InvokeCommandOutput> = {}) => {
  const client = new LambdaClient({});
  const mock = mockClient(client);
  const text = JSON.stringify(answer);
  const Payload = Object.assign(new TextEncoder().encode(text), { transformToString: () => text });
  mock.on(InvokeCommand).resolves({ Payload, ...more });
  return { dispatch: invokeDispatch(client, 'arn:dispatch'), mock };
};

describe('an effect', () => {
  it.each(['done', 'put-off'] as const)('is given to its function, and told as %s', async (outcome) => {
    const { dispatch, mock } = answering({ outcome });

    expect(await dispatch(key)).toBe(outcome);

    expect(mock).toHaveReceivedCommandWith(InvokeCommand, {
      FunctionName: 'arn:dispatch',
      Payload: '{"effect":{"pk":"R#r1","sk":"E#00000002"}}',
    });
  });

  it('is a fault when the function failed', async () => {
    const failed = answering({ errorMessage: 'x' }, { FunctionError: 'Unhandled' });

    await expect(failed.dispatch(key)).rejects.toMatchObject({ name: 'FunctionFailed' });
  });
});
