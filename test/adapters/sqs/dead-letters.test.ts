import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { sqsDeadLetters, sqsSiem } from '../../../lambdas/adapters/sqs/dead-letters.ts';

const aQueue = (QueueUrl = 'https://queue') => {
  const client = new SQSClient({});
  const mock = mockClient(client);
  mock.on(GetQueueUrlCommand).resolves({ QueueUrl });
  return { client, mock, letters: sqsDeadLetters(client, 'countersign') };
};

describe('dead letters', () => {
  it.each([
    ['effects', 'countersign-effects-undelivered'],
    ['mail', 'countersign-replies-unread'],
    ['schedule', 'countersign-sweeps-unstarted'],
    ['siem', 'countersign-siem-undelivered'],
  ] as const)('of %s lie in %s', async (queue, QueueName) => {
    const { mock, letters } = aQueue();
    mock.on(GetQueueAttributesCommand).resolves({ Attributes: { ApproximateNumberOfMessages: '7' } });

    expect(await letters.count(queue)).toBe(7);
    expect(mock).toHaveReceivedCommandWith(GetQueueUrlCommand, { QueueName });
  });

  it('are received ten at a time, hidden for as long as a redrive lasts, and taken off one by one', async () => {
    const { mock, letters } = aQueue();
    mock.on(ReceiveMessageCommand).resolves({ Messages: [{ ReceiptHandle: 'r', Body: 'b' }] });
    mock.on(DeleteMessageCommand).resolves({});
    mock.on(ChangeMessageVisibilityCommand).resolves({});

    const [letter] = await letters.receive('mail');
    expect(letter).toEqual({ receipt: 'r', body: 'b' });
    await letters.remove('mail', { receipt: 'r', body: 'b' });
    await letters.giveBack('mail', { receipt: 's', body: 'b' });

    expect(mock).toHaveReceivedCommandWith(ReceiveMessageCommand, {
      QueueUrl: 'https://queue',
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 60,
    });
    expect(mock).toHaveReceivedCommandWith(ChangeMessageVisibilityCommand, {
      QueueUrl: 'https://queue',
      ReceiptHandle: 's',
      VisibilityTimeout: 0,
    });
    expect(mock).toHaveReceivedCommandWith(DeleteMessageCommand, { QueueUrl: 'https://queue', ReceiptHandle: 'r' });
  });

  it('are none where a deployment has no such queue', async () => {
    const { mock, letters } = aQueue();
    mock.on(GetQueueUrlCommand).rejects(new QueueDoesNotExist({ message: 'x', $metadata: {} }));

    expect([await letters.count('mail'), await letters.receive('mail')]).toEqual([0, []]);
  });

  it('let every other error out', async () => {
    const { mock, letters } = aQueue();
    mock.on(GetQueueUrlCommand).rejects(new Error('socket hang up'));

    await expect(letters.receive('mail')).rejects.toThrow('socket hang up');
  });
});

it('the SIEM gets an audit event as it is', async () => {
  const { client, mock } = aQueue();
  mock.on(SendMessageCommand).resolves({});

  await sqsSiem(client, 'countersign')('{"seq":1}');

  expect(mock).toHaveReceivedCommandWith(GetQueueUrlCommand, { QueueName: 'countersign-siem' });
  expect(mock).toHaveReceivedCommandWith(SendMessageCommand, { QueueUrl: 'https://queue', MessageBody: '{"seq":1}' });
});
