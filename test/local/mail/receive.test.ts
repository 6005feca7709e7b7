import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeReceiptRules } from '../../../local/mail/receipt-rules.ts';
import { makeReceive } from '../../../local/mail/receive.ts';
import { aFunction, eventually, type Resource, runEmulator } from '../running-emulator.ts';
import { rawMail, verdicts } from './a-person.ts';

const emulator = await runEmulator();
afterAll(() => emulator.stop());
const s3 = new S3Client({ ...emulator.sdk, forcePathStyle: true });
const sqs = new SQSClient(emulator.sdk);
const QueueUrl = `${emulator.sdk.endpoint}/000000000000/events`;

/** Passes the event that it gets on to a queue, where the test reads it. */
const reader = `
const { createRequire } = require('node:module');
const { SQSClient, SendMessageCommand } = createRequire(${JSON.stringify(import.meta.url)})('@aws-sdk/client-sqs');
exports.handler = (event) =>
  new SQSClient({}).send(new SendMessageCommand({ QueueUrl: '${QueueUrl}', MessageBody: JSON.stringify(event) }));`;

const receiptRule = (Enabled: boolean, recipient: string, prefix: string): Resource & { Condition: string } => ({
  Type: 'AWS::SES::ReceiptRule',
  Condition: 'Never',
  Properties: {
    RuleSetName: 'replies',
    Rule: {
      Enabled,
      Recipients: [recipient],
      Actions: [
        { S3Action: { BucketName: { Ref: 'mails' }, ObjectKeyPrefix: prefix } },
        { LambdaAction: { FunctionArn: { 'Fn::GetAtt': ['reader', 'Arn'] }, InvocationType: 'Event' } },
      ],
    },
  },
});

const readRules = makeReceiptRules(emulator.sdk);
const receive = makeReceive(emulator.sdk, readRules);
const raw = rawMail('From: ana@example.com', 'Subject: Re: x', '', 'APPROVE \xe9');

beforeAll(() =>
  emulator.create(
    'receiving',
    {
      ...aFunction('reader', reader, ['sqs:SendMessage']),
      mails: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'mails' } },
      events: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'events' } },
      first: receiptRule(true, 'reply.example.com', 'in/'),
      off: receiptRule(false, 'off.example.com', 'off/'),
    },
    { Never: { 'Fn::Equals': ['aws', 'local'] } },
  ),
);

describe('the mail of a receipt rule', () => {
  it('is stored whole under its message id, and told to the Lambda', async () => {
    const to = ['r.abc@reply.example.com', 'x@off.example.com'];

    const messageId = await receive({ raw, from: 'ana@example.com', to, verdicts: verdicts({ spf: 'GRAY' }) });

    const stored = await s3.send(new GetObjectCommand({ Bucket: 'mails', Key: `in/${messageId}` }));
    const bytes = Buffer.from((await stored.Body?.transformToByteArray()) ?? []);
    expect(bytes.toString('latin1')).toContain(
      'Authentication-Results: amazonses.com; spf=none; dkim=pass; dmarc=pass;',
    );
    expect(bytes.subarray(-raw.length)).toEqual(raw);
    const event = await eventually(async () => {
      const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
      return Messages?.[0]?.Body;
    });
    expect(JSON.parse(event)).toMatchObject({
      Records: [{ ses: { mail: { messageId, destination: to }, receipt: { recipients: [to[0]] } } }],
    });
  });

  it('is read from the deployed template, though the rule itself is not deployed', async () => {
    expect(await readRules()).toMatchObject([{ Recipients: ['reply.example.com'] }]);
  });

  it('is not stored when no rule takes it', async () => {
    const before = await s3.send(new ListObjectsV2Command({ Bucket: 'mails' }));

    await receive({ raw, from: 'ana@example.com', to: ['x@off.example.com'], verdicts: verdicts() });

    expect((await s3.send(new ListObjectsV2Command({ Bucket: 'mails' }))).KeyCount).toBe(before.KeyCount);
  });
});
