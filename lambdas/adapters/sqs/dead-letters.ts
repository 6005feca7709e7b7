import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { DeadLetterQueueName, DeadLetters } from '../../application/ports/redrive-ports.ts';

/** The queues by their fixed names; a deployment without mail or without a SIEM lacks some. */
const names: Readonly<Record<DeadLetterQueueName, string>> = {
  effects: 'effects-undelivered',
  mail: 'replies-unread',
  bounces: 'bounces-unnoted',
  schedule: 'sweeps-unstarted',
  siem: 'siem-undelivered',
};

/** Longer than one call for a redrive lasts: what failed does not come again within it. */
const HIDDEN_SECONDS = 60;

export const sqsDeadLetters = (client: SQSClient, prefix: string): DeadLetters => {
  const url = (queue: DeadLetterQueueName) => urlOf(client, `${prefix}-${names[queue]}`);
  return {
    count: async (queue) => {
      const QueueUrl = await url(queue);
      if (QueueUrl === undefined) return 0;
      const AttributeNames = ['ApproximateNumberOfMessages' as const];
      const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
      return Number(Attributes?.['ApproximateNumberOfMessages'] ?? 0);
    },
    receive: async (queue) => {
      const QueueUrl = await url(queue);
      if (QueueUrl === undefined) return [];
      const receive = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: HIDDEN_SECONDS };
      const { Messages = [] } = await client.send(new ReceiveMessageCommand(receive));
      return Messages.map(({ ReceiptHandle = '', Body = '' }) => ({ receipt: ReceiptHandle, body: Body }));
    },
    remove: async (queue, { receipt }) => {
      await client.send(new DeleteMessageCommand({ QueueUrl: await url(queue), ReceiptHandle: receipt }));
    },
    giveBack: async (queue, { receipt }) => {
      const shown = { QueueUrl: await url(queue), ReceiptHandle: receipt, VisibilityTimeout: 0 };
      await client.send(new ChangeMessageVisibilityCommand(shown));
    },
  };
};

/** Sends a text to the queue that the SIEM reads. */
export const sqsSiem =
  (client: SQSClient, prefix: string) =>
  async (body: string): Promise<void> => {
    await client.send(new SendMessageCommand({ QueueUrl: await urlOf(client, `${prefix}-siem`), MessageBody: body }));
  };

const urlOf = async (client: SQSClient, QueueName: string): Promise<string | undefined> => {
  try {
    return (await client.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl;
  } catch (error) {
    if (error instanceof QueueDoesNotExist) return undefined;
    throw error;
  }
};
