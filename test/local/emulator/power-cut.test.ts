import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SESClient, SendRawEmailCommand, VerifyEmailIdentityCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenSmtp, readMail } from '../../../local/mail/smtp.ts';
import { eventually, runEmulator } from '../running-emulator.ts';

/** A mail server that greets nobody until it is opened; then it takes what comes. */
const taken: string[] = [];
let open = (): void => undefined;
const opened = new Promise<void>((resolve) => {
  open = resolve;
});
const mailServer = await listenSmtp(
  {
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onConnect: (_session, done) => {
      opened.then(() => done(), done);
    },
    onData: (stream, _session, done) => {
      readMail(stream).then((raw) => {
        taken.push(raw.toString());
        done();
      }, done);
    },
  },
  0,
);
const emulator = await runEmulator({}, mailServer.port);
afterAll(async () => {
  await emulator.stop();
  await mailServer.stop();
});
const dynamo = new DynamoDBClient({ ...emulator.sdk, maxAttempts: 1 });

beforeAll(() =>
  emulator.create('kept', {
    table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'kept',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      },
    },
  }),
);

const put = (id: string) => dynamo.send(new PutItemCommand({ TableName: 'kept', Item: { id: { S: id } } }));
const get = (id: string) =>
  eventually(() =>
    dynamo.send(new GetItemCommand({ TableName: 'kept', Key: { id: { S: id } } })).then(({ Item }) => ({ Item })),
  );

describe('a cut of power', () => {
  it.each([
    ['before', undefined],
    ['after', { id: { S: 'after' } }],
  ] as const)('%s a write keeps what was written, and answers nobody', async (when, kept) => {
    await put('earlier');
    emulator.orderPowerCut({ call: 'PutItem', by: '', when });
    await expect(put(when)).rejects.toThrow();
    await emulator.restart();

    expect((await get('earlier')).Item).toEqual({ id: { S: 'earlier' } });
    expect((await get(when)).Item).toEqual(kept);
  });

  it('keeps a mail that SES has taken and not yet handed over', async () => {
    const ses = new SESClient(emulator.sdk);
    await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: 'us@example.com' }));
    const Data = Buffer.from('From: us@example.com\r\nTo: you@example.com\r\nSubject: kept\r\n\r\nHello');
    await ses.send(new SendRawEmailCommand({ RawMessage: { Data } }));
    emulator.orderPowerCut({ call: 'PutItem', by: '', when: 'before' });
    await expect(put('never')).rejects.toThrow();
    await emulator.restart();
    open();

    const [mail] = await eventually(async () => (taken.length > 0 ? taken : undefined));
    expect(mail).toContain('Subject: kept');
  });
});
