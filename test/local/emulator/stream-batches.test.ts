import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aFunction, eventually, runEmulator } from '../running-emulator.ts';
import { aMapping, aQueue, streamedTable, writeRecords } from './a-stream.ts';

const emulator = await runEmulator();
afterAll(() => emulator.stop());
const dynamo = new DynamoDBClient(emulator.sdk);
const sqs = new SQSClient(emulator.sdk);
const queueUrl = (name: string) => `${emulator.sdk.endpoint}/000000000000/${name}`;

/** Tells a queue which records it took; throws at `poison`, and reports `partial` as failed the first time. */
const consumer = `
const { createRequire } = require('node:module');
const { SQSClient, SendMessageCommand } = createRequire(${JSON.stringify(import.meta.url)})('@aws-sdk/client-sqs');
const sqs = new SQSClient({});
let reported = false;
exports.handler = async ({ Records }) => {
  if (Records.some((record) => record.dynamodb.Keys.id.S === 'poison')) throw new Error('poison');
  for (const { dynamodb } of Records) {
    const id = dynamodb.Keys.id.S;
    if (id === 'partial' && !reported) {
      reported = true;
      return { batchItemFailures: [{ itemIdentifier: dynamodb.SequenceNumber }] };
    }
    await sqs.send(new SendMessageCommand({ QueueUrl: '${queueUrl('taken')}', MessageBody: id }));
  }
  return { batchItemFailures: [] };
};`;

const mapping = aMapping('consumer', {
  BatchSize: 10,
  MaximumRetryAttempts: 1,
  BisectBatchOnFunctionError: true,
  FunctionResponseTypes: ['ReportBatchItemFailures'],
  DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['dead', 'Arn'] } } },
});

const write = (...ids: string[]) => writeRecords(dynamo, ids);

const received: Record<string, string[]> = { taken: [], dead: [] };
const receive = (name: 'taken' | 'dead', count: number) =>
  eventually(async () => {
    const command = new ReceiveMessageCommand({ QueueUrl: queueUrl(name), MaxNumberOfMessages: 10 });
    const { Messages } = await sqs.send(command);
    received[name]?.push(...(Messages ?? []).map(({ Body }) => Body ?? ''));
    return (received[name]?.length ?? 0) >= count ? received[name]?.splice(0) : undefined;
  });

beforeAll(async () => {
  const functions = aFunction('consumer', consumer, ['sqs:SendMessage', 'dynamodb:*']);
  await emulator.create('stream', {
    table: streamedTable,
    taken: aQueue('taken'),
    dead: aQueue('dead'),
    ...functions,
    mapping,
  });
});

describe('the stream of a table', () => {
  it('gives a partly failed batch again from the record that failed', async () => {
    await write('first', 'partial', 'last');

    expect((await receive('taken', 3)).toSorted()).toEqual(['first', 'last', 'partial']);
  });

  it('gives up on the one record that always fails, tells the dead-letter queue, and goes on', async () => {
    await write('before', 'poison', 'after');

    expect((await receive('taken', 2)).toSorted()).toEqual(['after', 'before']);
    const [pointer] = await receive('dead', 1);
    expect(JSON.parse(pointer ?? '{}')).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted' },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
  });
});
