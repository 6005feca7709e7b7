import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aFunction, aRole, eventually, type Resource, runEmulator } from '../running-emulator.ts';

const emulator = await runEmulator();
afterAll(() => emulator.stop());
const lambda = new LambdaClient(emulator.sdk);
const sfn = new SFNClient(emulator.sdk);
const sqs = new SQSClient(emulator.sdk);
const queueUrl = (name: string) => `${emulator.sdk.endpoint}/000000000000/${name}`;

/** Makes the calls of its event in turn with its own role, and answers what became of each. */
const clerk = `
const require_ = require('node:module').createRequire(${JSON.stringify(import.meta.url)});
exports.handler = async (calls) => {
  const answers = [];
  for (const { client, command, input } of calls) {
    const sdk = require_('@aws-sdk/client-' + client);
    const Client = sdk[Object.keys(sdk).find((name) => /^(S3|SES|SFN|SSM|SecretsManager)Client$/.test(name))];
    if (input.RawMessage) input.RawMessage.Data = Buffer.from(input.RawMessage.Data);
    const sent = new Client({ forcePathStyle: true }).send(new sdk[command + 'Command'](input));
    answers.push(await sent.then(() => 'done', (error) => error.name));
  }
  return answers;
};`;

const statements = [
  { Action: 's3:PutObject', Resource: 'arn:aws:s3:::guarded/*' },
  { Action: 'ses:SendRawEmail', Resource: 'arn:aws:ses:us-east-1:000000000000:identity/ours.example.com' },
  { Action: 'ssm:StartSession', Resource: 'arn:aws:ec2:us-east-1:000000000000:instance/i-0123456789abcdef0' },
  {
    Action: 'ssm:StartSession',
    Resource: 'arn:aws:ssm:us-east-1:000000000000:managed-instance/mi-0123*',
    Condition: { StringEquals: { 'ssm:resourceTag/countersign': 'sessions' } },
  },
  {
    Action: 'ssm:StartSession',
    Resource: 'arn:aws:ssm:us-east-1:000000000000:managed-instance/mi-4567*',
    Condition: { StringEquals: { 'ssm:resourceTag/countersign': 'others' } },
  },
  { Action: 'ssm:TerminateSession', Resource: 'arn:aws:ssm:us-east-1:000000000000:session/clerk-*' },
  { Action: 'secretsmanager:GetSecretValue', Resource: { Ref: 'own' } },
  { Action: 'states:SendTaskSuccess', Resource: { Ref: 'asks' } },
].map((statement) => ({ Effect: 'Allow', ...statement }));

const resources: Record<string, Resource> = {
  ...aFunction('clerk', clerk),
  policy: {
    Type: 'AWS::IAM::Policy',
    Properties: { PolicyName: 'clerk', Roles: ['clerk-role'], PolicyDocument: { Statement: statements } },
    DependsOn: 'clerkRole',
  },
  guarded: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'guarded' } },
  transport: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: {
      Bucket: { Ref: 'guarded' },
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:*',
            Resource: 'arn:aws:s3:::guarded/*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      },
    },
  },
  ours: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'ours.example.com' } },
  theirs: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'theirs.example.com' } },
  own: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'own', SecretString: 'x' } },
  other: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'other', SecretString: 'x' } },
};
const statesRole = aRole('states', 'states', ['sqs:SendMessage']);

/** A machine that asks through the queue of its name, and waits for the answer. */
const machine = (name: string): Record<string, Resource> => ({
  [`${name}Queue`]: { Type: 'AWS::SQS::Queue', Properties: { QueueName: name } },
  [name]: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      StateMachineName: name,
      RoleArn: { 'Fn::GetAtt': ['statesRole', 'Arn'] },
      DefinitionString: JSON.stringify({
        StartAt: 'Ask',
        States: {
          Ask: {
            Type: 'Task',
            Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
            Parameters: { QueueUrl: queueUrl(name), 'MessageBody.$': '$$.Task.Token' },
            End: true,
          },
        },
      }),
    },
  },
});

const askedToken = async (name: string): Promise<string> => {
  const stateMachineArn = `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`;
  await sfn.send(new StartExecutionCommand({ stateMachineArn }));
  return eventually(async () => {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl(name) }));
    return Messages?.[0]?.Body;
  });
};

const ask = async (...calls: readonly { client: string; command: string; input: object }[]) => {
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'clerk', Payload: JSON.stringify(calls) }));
  return JSON.parse(Buffer.from(Payload ?? []).toString()) as unknown;
};

const mail = (Source: string) => ({
  client: 'ses',
  command: 'SendRawEmail',
  input: { Source, Destinations: ['ana@example.com'], RawMessage: { Data: `From: ${Source}\r\n\r\nhello\r\n` } },
});
const session = (Target: string) => ({ client: 'ssm', command: 'StartSession', input: { Target } });
const secret = (SecretId: string) => ({ client: 'secrets-manager', command: 'GetSecretValue', input: { SecretId } });

beforeAll(() =>
  emulator.create('authorisation', { ...resources, statesRole, ...machine('asks'), ...machine('others') }),
);

describe('with IAM enforced, a role', () => {
  it('passes a policy that demands secure transport: loopback counts as such', async () => {
    const put = { client: 's3', command: 'PutObject', input: { Bucket: 'guarded', Key: 'a', Body: 'x' } };

    expect(await ask(put)).toEqual(['done']);
  });

  it('sends mail from the identity that it was given, and from no other', async () => {
    expect(await ask(mail('a@ours.example.com'), mail('a@theirs.example.com'))).toEqual(['done', 'AccessDenied']);
  });

  it('opens a session on the instance that it was given, and on no other', async () => {
    const answers = await ask(session('i-0123456789abcdef0'), session('i-0fedcba9876543210'));

    expect(answers).toEqual(['done', 'AccessDeniedException']);
  });

  it('opens a session on the nodes of a tag, and on no other', async () => {
    const answers = await ask(session('mi-0123456789abcdef0'), session('mi-456789abcdef01234'));

    expect(answers).toEqual(['done', 'AccessDeniedException']);
  });

  it('ends the sessions that carry the name of its function, and no other', async () => {
    const end = (SessionId: string) => ({ client: 'ssm', command: 'TerminateSession', input: { SessionId } });

    expect(await ask(end('clerk-0123456789abcdef0'), end('root-0123456789abcdef0'))).toEqual([
      'done',
      'AccessDeniedException',
    ]);
  });

  it('answers a task of the state machine that it was given, late too, and of no other', async () => {
    const answer = async (name: string) => {
      const input = { taskToken: await askedToken(name), output: '{}' };
      return { client: 'sfn', command: 'SendTaskSuccess', input };
    };
    const own = await answer('asks');

    expect(await ask(own, own, await answer('others'))).toEqual(['done', 'TaskTimedOut', 'AccessDeniedException']);
  });

  it('reads the secret that a template refers to, and no other', async () => {
    expect(await ask(secret('own'), secret('other'))).toEqual(['done', 'AccessDeniedException']);
  });
});
