import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aFunction, eventually, runEmulator } from '../running-emulator.ts';
import { aMapping, aQueue, streamedTable, writeRecords } from './a-stream.ts';

const emulator = await runEmulator();
afterAll(() => emulator.stop());
const dynamo = new DynamoDBClient(emulator.sdk);
const sqs = new SQSClient(emulator.sdk);
const queueUrl = (name: string) => `${emulator.sdk.endpoint}/000000000000/${name}`;

/** Tells the queue `taken` what it got in one batch; `patient` then waits until the queue `go` has a message. */
const consumer = (name: string) => `
const { createRequire } = require('node:module');
const { SQSClient, SendMessageCommand, ReceiveMessageCommand, DeleteMessageCommand } =
  createRequire(${JSON.stringify(import.meta.url)})('@aws-sdk/client-sqs');
const sqs = new SQSClient({});
exports.handler = async ({ Records }) => {
  const ids = Records.map(({ dynamodb }) => dynamodb.Keys.id.S);
  const MessageBody = JSON.stringify({ by: '${name}', ids });
  await sqs.send(new SendMessageCommand({ QueueUrl: '${queueUrl('taken')}', MessageBody }));
  while ('${name}' === 'patient') {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: '${queueUrl('go')}' }));
    if (Messages?.length > 0) {
      const { ReceiptHandle } = Messages[0];
      return sqs.send(new DeleteMessageCommand({ QueueUrl: '${queueUrl('go')}', ReceiptHandle }));
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};`;

const mapping = (name: string) =>
  aMapping(name, {
    BatchSize: 3,
    FilterCriteria: {
      Filters: [{ Pattern: JSON.stringify({ dynamodb: { NewImage: { for: { S: [name] } } } }) }],
    },
  });

const write = (name: string, ...ids: string[]) => writeRecords(dynamo, ids, { for: { S: name } });

const go = () => sqs.send(new SendMessageCommand({ QueueUrl: queueUrl('go'), MessageBody: 'go' }));

const nextBatch = () =>
  eventually(async () => {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl('taken') }));
    const [message] = Messages ?? [];
    if (!message) return undefined;
    await sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl('taken'), ReceiptHandle: message.ReceiptHandle }));
    return JSON.parse(message.Body ?? '');
  });

beforeAll(async () => {
  const functionOf = (name: string) => aFunction(name, consumer(name), ['sqs:*', 'dynamodb:*']);
  await emulator.create('stream', {
    table: streamedTable,
    taken: aQueue('taken'),
    go: aQueue('go'),
    ...functionOf('patient'),
    ...functionOf('prompt'),
    first: mapping('patient'),
    second: mapping('prompt'),
  });
});

describe('two mappings of one stream', () => {
  it('do not wait for each other, and fill a batch with what their filter lets through', async () => {
    await write('patient', 'a');
    expect(await nextBatch()).toEqual({ by: 'patient', ids: ['a'] });

    for (const id of ['b', 'c', 'd', 'e']) {
      await write('nobody', `before ${id}`, `long before ${id}`);
      await write('patient', id);
    }
    await write('prompt', '1');
    expect(await nextBatch()).toEqual({ by: 'prompt', ids: ['1'] });

    await go();
    expect(await nextBatch()).toEqual({ by: 'patient', ids: ['b', 'c', 'd'] });
    await go();
    expect(await nextBatch()).toEqual({ by: 'patient', ids: ['e'] });
    await go();
  });
});
