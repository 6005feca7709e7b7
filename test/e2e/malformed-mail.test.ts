import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, expect, it } from 'vitest';
import { inSeconds } from '../../local/demo/stage.ts';
import { waitFor } from '../../local/demo/wait-for.ts';
import { sendAs } from '../../local/mail/send-as.ts';
import { ROOT } from '../../local/process/environment.ts';
import { makeRandom } from '../simulation/engine/random.ts';
import { damages, writtenReply } from '../support/malformed-mails.ts';
import { startCloud } from './cloud.ts';
import { durationsOf, linesOf } from './function-logs.ts';

const cloud = await startCloud();
afterAll(() => cloud.stop());

const { awsEndpoint: endpoint, region, tables, smtp, users } = cloud.settings;
const sdk = { endpoint, region, credentials: ROOT };
const [dynamo, sqs] = [new DynamoDBClient(sdk), new SQSClient(sdk)];
const [ana, bruno] = [cloud.person('ana'), cloud.person('bruno')];
const TIMEOUT_MILLIS = 30_000;

const submit = async (): Promise<string> => {
  const { body } = await ana.post('/requests', {
    credential: 'payments-admin',
    action: 'view_password',
    justification: 'a test',
    reason: 'Change',
    window: { start: inSeconds(0), end: inSeconds(600) },
  });
  return body.request.id;
};

/** By SMTP, signed in as Bruno, with the best verdicts that there are: nothing but the mail itself is wrong. */
const send = async (to: string, mail: string): Promise<void> => {
  const account = users.find(({ id }) => id === 'bruno') ?? expect.fail('the demo has a Bruno');
  const hook = 'X-Local-Verdicts: dmarc=PASS spf=PASS dkim=PASS\r\n';
  await sendAs(smtp, account, { to, raw: Buffer.from(hook + mail, 'latin1') });
};

/** How many mails were handled to their end. */
const handled = async (): Promise<number> => {
  const marks = { TableName: tables.requests, FilterExpression: 'sk = :sk' };
  const { Items = [] } = await dynamo.send(
    new ScanCommand({ ...marks, ExpressionAttributeValues: { ':sk': { S: 'HANDLED' } } }),
  );
  return Items.length;
};

const deadLetters = async (): Promise<number> => {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'countersign-replies-unread' }));
  const AttributeNames = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...AttributeNames] }),
  );
  return AttributeNames.reduce((sum, name) => sum + Number(Attributes?.[name]), 0);
};

/** Too large, not a mail, and random bytes, besides the damaged ones. */
const others = (mail: string): Readonly<Record<string, string>> => ({
  'of 25 MB': `${mail}${`${'QUJD'.repeat(19)}\r\n`.repeat(321_000)}`,
  'that is one line': 'APPROVE',
  'that is empty': '',
  'of random bytes': String.fromCharCode(...Array.from({ length: 5000 }, (_, index) => (index * 197 + 31) % 256)),
});

it('D-06: malformed mails leave the deployed function without an error, a dead letter or a changed request', async () => {
  const id = await submit();
  const asked = await bruno.mailAbout(id);
  const to = asked.replyTo ?? expect.fail('the mail offers a reply');
  const before = (await bruno.get(`/requests/${id}`)).body;
  const mail = await writtenReply({ from: bruno.email, to, text: 'Maybe', date: new Date() });
  const damaged = Object.values(damages).map((damage, seed) => damage(mail, makeRandom(seed)));
  const mails = [...damaged, ...Object.values(others(mail))];

  for (const each of mails) await send(to, each);
  await waitFor('the last mail', async () => ((await handled()) === mails.length ? true : undefined));

  // A call that fails is made again, and would be one more; its line comes a moment after what it wrote.
  const lines = await waitFor('the last line', async () => {
    const logged = await linesOf(cloud, 'receive-reply');
    return durationsOf(logged).length < mails.length ? undefined : logged;
  });
  const durations = durationsOf(lines);
  expect(mails.filter((each) => each.length > 20_000_000)).toHaveLength(1);
  expect(durations).toHaveLength(mails.length);
  expect(Math.max(...durations)).toBeLessThan(TIMEOUT_MILLIS);
  expect(lines.filter((line) => /the task failed|"errorType"|timed out|"level":"ERROR"/i.test(line))).toEqual([]);
  expect(await deadLetters()).toBe(0);
  expect((await bruno.get(`/requests/${id}`)).body).toEqual(before);

  await bruno.reply(asked, 'APPROVE');
  await cloud.person('dora').mailAbout(id);
});
