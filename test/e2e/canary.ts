import { type AttributeValue, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetExecutionHistoryCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ListQueuesCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { unpack } from '../../lambdas/adapters/dynamodb/packed.ts';
import { ROOT } from '../../local/process/environment.ts';
import type { Cloud } from './cloud.ts';
import { logsCall } from './function-logs.ts';

/** A secret as it could have been written down. */
const spellings = (secret: string): readonly string[] => [
  secret,
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('hex'),
  encodeURIComponent(secret),
];

/** Everything that the deployed application wrote, as texts with a name; secrets themselves apart. */
const writtenTexts = async ({ settings, person }: Cloud): Promise<readonly (readonly [string, string])[]> => {
  const sdk = { endpoint: settings.awsEndpoint, region: settings.region, credentials: ROOT };
  const [dynamo, sfn, sqs] = [new DynamoDBClient(sdk), new SFNClient(sdk), new SQSClient(sdk)];
  const tables = Object.values(settings.tables).map(async (TableName) => {
    const { Items = [] } = await dynamo.send(new ScanCommand({ TableName }));
    return Items.map((item): [string, string] => [TableName, itemText(item)]);
  });
  const { executions = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn: settings.stateMachineArn }));
  const histories = executions.map(async ({ executionArn }): Promise<[string, string][]> => {
    const history = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
    return [[executionArn ?? '', JSON.stringify(history.events)]];
  });
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const queues = QueueUrls.map((url) => messagesOf(sqs, url));
  const mails = settings.users.map(async ({ id }) =>
    (await person(id).mails()).map((letter): [string, string] => [`mail of ${id}`, letter.raw]),
  );
  const found = await Promise.all([...tables, ...histories, ...queues, ...mails, logTexts(settings.awsEndpoint)]);
  return found.flat();
};

/** An item as text, with what lies packed in it. */
const itemText = (item: Readonly<Record<string, AttributeValue>>): string =>
  JSON.stringify(Object.values(item).map((value) => (value.B ? unpack(value.B) : value)));

/** Every message of a queue, dead letters included; nobody else sees them for a few seconds. */
const messagesOf = async (sqs: SQSClient, QueueUrl: string): Promise<[string, string][]> => {
  const name = QueueUrl.split('/').at(-1) ?? QueueUrl;
  const texts: [string, string][] = [];
  for (;;) {
    const batch = { QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 20 };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(batch));
    if (Messages.length === 0) return texts;
    texts.push(...Messages.map(({ Body = '' }): [string, string] => [name, Body]));
  }
};

/** The log lines of every function. */
const logTexts = async (endpoint: string): Promise<[string, string][]> => {
  const { logGroups = [] } = await logsCall(endpoint, 'DescribeLogGroups', {});
  const groups = logGroups.map(async ({ logGroupName }): Promise<[string, string]> => {
    const { events = [] } = await logsCall(endpoint, 'FilterLogEvents', { logGroupName });
    return [logGroupName, events.map(({ message }) => message).join('\n')];
  });
  return Promise.all(groups);
};

/**
 * Where each secret was written down that should not be (threats.md I-01, S-16, S-17), by name, and how many texts were
 * looked through.
 */
export const secretTraces = async (cloud: Cloud, ...secrets: readonly string[]) => {
  const texts = await writtenTexts(cloud);
  const found = secrets.map((secret) => {
    const written = spellings(secret);
    return texts.filter(([, text]) => written.some((spelling) => text.includes(spelling))).map(([name]) => name);
  });
  return { looked: texts.length, found };
};
