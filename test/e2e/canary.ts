import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { GetExecutionHistoryCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
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
    return Items.map((item): [string, string] => [TableName, JSON.stringify(item)]);
  });
  const { executions = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn: settings.stateMachineArn }));
  const histories = executions.map(async ({ executionArn }): Promise<[string, string][]> => {
    const history = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
    return [[executionArn ?? '', JSON.stringify(history.events)]];
  });
  const queue = sqs
    .send(new ReceiveMessageCommand({ QueueUrl: settings.siemQueueUrl, MaxNumberOfMessages: 10 }))
    .then(({ Messages = [] }) => Messages.map((message): [string, string] => ['siem', message.Body ?? '']));
  const mails = settings.users.map(async ({ id }) =>
    (await person(id).mails()).map((letter): [string, string] => [`mail of ${id}`, letter.raw]),
  );
  const found = await Promise.all([...tables, ...histories, queue, ...mails, logTexts(settings.awsEndpoint)]);
  return found.flat();
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

/** Where a secret was written down that should not be (threats.md I-01, S-16, S-17), and how many texts were looked through. */
export const secretTraces = async (cloud: Cloud, secret: string) => {
  const texts = await writtenTexts(cloud);
  const found = texts.filter(([, text]) => spellings(secret).some((spelling) => text.includes(spelling)));
  return { looked: texts.length, found: found.map(([name]) => name) };
};
