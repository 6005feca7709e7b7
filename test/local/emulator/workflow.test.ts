import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aFunction, aRole, eventually, runEmulator } from '../running-emulator.ts';

const emulator = await runEmulator();
afterAll(() => emulator.stop());
const sfn = new SFNClient(emulator.sdk);
const sqs = new SQSClient(emulator.sdk);
const roleArn = 'arn:aws:iam::000000000000:role/machine-role';
const QueueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: 'asks' }))).QueueUrl ?? '';

const ask = (more: Record<string, unknown>) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
  Parameters: { QueueUrl, MessageBody: { 'token.$': '$$.Task.Token', 'of.$': '$$.Execution.Id' } },
  Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Lapsed' }],
  End: true,
  ...more,
});

const throwing = (name: string) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Parameters: { FunctionName: 'thrower', Payload: { name, 'token.$': '$$.Task.Token' } },
  TimeoutSeconds: 20,
  Catch: [
    { ErrorEquals: ['RequestConflict'], Next: 'Conflicted' },
    { ErrorEquals: ['States.ALL'], Next: 'Lapsed' },
  ],
  End: true,
});

const fail = (cause: string) => ({ Type: 'Fail', Error: cause });

const start = async (name: string, first: object, { input = {}, more = {} } = {}) => {
  const states = { First: first, Lapsed: fail('lapsed'), Conflicted: fail('conflicted') };
  const definition = JSON.stringify({ StartAt: 'First', States: states, ...more });
  const { stateMachineArn } = await sfn.send(new CreateStateMachineCommand({ name, roleArn, definition }));
  const command = new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) });
  const { executionArn } = await sfn.send(command);
  const describeIt = () => sfn.send(new DescribeExecutionCommand({ executionArn }));
  const ended = () =>
    eventually(async () => {
      const { status, error } = await describeIt();
      return status === 'RUNNING' ? undefined : `${status} ${error ?? ''}`.trim();
    });
  return { executionArn, ended };
};

const askedToken = (executionArn: string | undefined) =>
  eventually(async () => {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 2 }));
    const asks = (Messages ?? []).map(({ Body }) => JSON.parse(Body ?? '{}') as { token: string; of: string });
    return asks.find(({ of }) => of === executionArn)?.token;
  });

const answer = async (taskToken: string): Promise<string> => {
  try {
    await sfn.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }));
    return 'accepted';
  } catch (error) {
    return (error as Error).name;
  }
};

beforeAll(async () => {
  const code =
    'exports.handler = async ({ name }) => { const error = new Error("boom"); error.name = name; throw error; };';
  const machineRole = aRole('machine', 'states', ['lambda:InvokeFunction', 'sqs:SendMessage']);
  await emulator.create('workflow', { ...aFunction('thrower', code), machineRole });
});

describe('a task that waits for a token', () => {
  it('ends at the seconds that TimeoutSecondsPath names', async () => {
    const { ended } = await start('by-path', ask({ TimeoutSecondsPath: '$.left' }), { input: { left: 1 } });

    expect(await ended()).toBe('FAILED lapsed');
  });

  it('fails when TimeoutSecondsPath names no positive whole number', async () => {
    const { ended } = await start('bad-path', ask({ TimeoutSecondsPath: '$.left' }), { input: { left: '1' } });

    expect(await ended()).toBe('FAILED States.Runtime');
  });

  it('takes the first of several answers', async () => {
    const { executionArn, ended } = await start('race', ask({ TimeoutSeconds: 20 }));
    const token = await askedToken(executionArn);

    const answers = await Promise.all([1, 2, 3, 4].map(() => answer(token)));

    expect(answers.toSorted()).toEqual(['TaskTimedOut', 'TaskTimedOut', 'TaskTimedOut', 'accepted']);
    expect(await ended()).toBe('SUCCEEDED');
  });

  it('refuses an answer after StopExecution, and stays stopped', async () => {
    const { executionArn, ended } = await start('stopped', ask({ TimeoutSeconds: 20 }));
    const token = await askedToken(executionArn);

    await sfn.send(new StopExecutionCommand({ executionArn, error: 'revoked' }));

    expect(await answer(token)).toBe('TaskTimedOut');
    expect(await ended()).toBe('ABORTED revoked');
  });

  it('refuses an answer after the time-out of the whole machine', async () => {
    const more = { TimeoutSeconds: 1 };
    const { executionArn, ended } = await start('limited', ask({ TimeoutSeconds: 20 }), { more });
    const token = await askedToken(executionArn);

    expect(await ended()).toBe('TIMED_OUT');
    expect(await answer(token)).toBe('TaskTimedOut');
  });

  it.each([
    ['RequestConflict', 'FAILED conflicted'],
    ['TypeError', 'FAILED lapsed'],
  ])('is caught by the name of the error that its Lambda throws: %s', async (name, expected) => {
    const { ended } = await start(`throws-${name}`, throwing(name));

    expect(await ended()).toBe(expected);
  });
});
