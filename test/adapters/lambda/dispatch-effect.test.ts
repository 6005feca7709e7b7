import { InvokeCommand, type InvokeCommandOutput, LambdaClient } from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { invokeDispatch } from '../../../lambdas/adapters/lambda/dispatch-effect.ts';

const key = { pk: 'R#r1', sk: 'F#00000002' };

const answering = (answer: unknown, more: Partial<InvokeCommandOutput> = {}) => {
  const client = new LambdaClient({});
  const mock = mockClient(client);
  const text = JSON.stringify(answer);
  const Payload = Object.assign(new TextEncoder().encode(text), { transformToString: () => text });
  mock.on(InvokeCommand).resolves({ Payload, ...more });
  return { dispatch: invokeDispatch(client, 'arn:dispatch'), mock };
};

describe('an effect', () => {
  it('is given to its function as the stream would', async () => {
    const { dispatch, mock } = answering({ batchItemFailures: [] });

    await dispatch(key);

    expect(mock).toHaveReceivedCommandWith(InvokeCommand, {
      FunctionName: 'arn:dispatch',
      Payload: '{"Records":[{"dynamodb":{"SequenceNumber":"0","Keys":{"pk":{"S":"R#r1"},"sk":{"S":"F#00000002"}}}}]}',
    });
  });

  it.each([
    ['the record failed', { batchItemFailures: [{ itemIdentifier: '0' }] }, {}, 'EffectFailed'],
    ['the function failed', { errorMessage: 'x' }, { FunctionError: 'Unhandled' }, 'FunctionFailed'],
  ])('is a fault when %s', async (_what, answer, more, name) => {
    await expect(answering(answer, more).dispatch(key)).rejects.toMatchObject({ name });
  });
});
