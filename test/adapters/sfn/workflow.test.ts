import {
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StateMachineDoesNotExist,
  StopExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { sfnWorkflow } from '../../../lambdas/adapters/sfn/workflow.ts';

const machines = {
  approval: 'arn:aws:states:us-east-1:123456789012:stateMachine:approval',
  close: 'arn:aws:states:us-east-1:123456789012:stateMachine:close',
};
const answer = {
  requestId: 'r1',
  next: 'ask',
  level: 2,
  secondsLeft: 60,
  windowEnd: '2026-11-24T19:00:00.000Z',
} as const;
const failure = { message: 'x', $metadata: {} };

const aWorkflow = (error?: Error) => {
  const client = new SFNClient({});
  const mock = mockClient(client);
  if (error) mock.onAnyCommand().rejects(error);
  else mock.onAnyCommand().resolves({});
  return { workflow: sfnWorkflow(client, machines), mock };
};

describe('the workflow', () => {
  it('T-18: is started by the name of its request', async () => {
    const { workflow, mock } = aWorkflow();

    await workflow.start('r1', 7200);

    expect(mock).toHaveReceivedCommandWith(StartExecutionCommand, {
      stateMachineArn: machines.approval,
      name: 'r1',
      input: '{"requestId":"r1","secondsLeft":7200}',
    });
  });

  it('is closed by a machine of its own', async () => {
    const { workflow, mock } = aWorkflow();

    await workflow.startClose('r1');

    expect(mock).toHaveReceivedCommandWith(StartExecutionCommand, {
      stateMachineArn: machines.close,
      name: 'r1.close',
      input: '{"requestId":"r1","closeAt":"1970-01-01T00:00:00.000Z"}',
    });
  });

  it('is closed later, by an execution that an earlier end does not meet', async () => {
    const { workflow, mock } = aWorkflow();

    await workflow.scheduleClose('r1', Date.parse('2026-11-24T17:30:00.500Z'));

    expect(mock).toHaveReceivedCommandWith(StartExecutionCommand, {
      stateMachineArn: machines.close,
      name: 'r1.end',
      input: '{"requestId":"r1","closeAt":"2026-11-24T17:30:00.500Z"}',
    });
  });

  it('is answered on the token that it asked with', async () => {
    const { workflow, mock } = aWorkflow();

    expect(await workflow.answer('token', answer)).toBe('taken');

    expect(mock).toHaveReceivedCommandWith(SendTaskSuccessCommand, {
      taskToken: 'token',
      output: JSON.stringify(answer),
    });
  });

  it('is stopped by the executions of its name', async () => {
    const { workflow, mock } = aWorkflow();
    mock.on(StopExecutionCommand).resolvesOnce({}).resolvesOnce({}).rejects(new ExecutionDoesNotExist(failure));

    await workflow.stop('r1');

    expect(mock).toHaveReceivedCommandWith(StopExecutionCommand, {
      executionArn: 'arn:aws:states:us-east-1:123456789012:execution:approval:r1',
      error: 'AccessEndedEarly',
    });
    expect(stopped(mock)).toEqual(['approval:r1', 'approval:r1.2', 'approval:r1.3']);
  });
});

const stopped = (mock: ReturnType<typeof aWorkflow>['mock']) =>
  mock
    .commandCalls(StopExecutionCommand)
    .map((call) => call.args[0].input.executionArn?.replace('arn:aws:states:us-east-1:123456789012:execution:', ''));

type Call = 'start' | 'startClose' | 'scheduleClose' | 'answer' | 'stop';
const call = ({ workflow }: ReturnType<typeof aWorkflow>, name: Call): Promise<unknown> =>
  ({
    start: () => workflow.start('r1', 1),
    startClose: () => workflow.startClose('r1'),
    scheduleClose: () => workflow.scheduleClose('r1', 0),
    answer: () => workflow.answer('token', answer),
    stop: () => workflow.stop('r1'),
  })[name]();

describe('what is over already needs no doing', () => {
  it.each<readonly [Call, Error]>([
    ['start', new ExecutionAlreadyExists(failure)],
    ['startClose', new ExecutionAlreadyExists(failure)],
    ['scheduleClose', new ExecutionAlreadyExists(failure)],
    ['answer', new TaskTimedOut(failure)],
    ['answer', new TaskDoesNotExist(failure)],
    ['answer', new InvalidToken(failure)],
    ['stop', new ExecutionDoesNotExist(failure)],
  ])('%s: %s', async (name, error) => {
    await expect(call(aWorkflow(error), name)).resolves.toBe(name === 'answer' ? 'over' : undefined);
  });

  it.each<readonly [Call, Error]>([
    ['start', new StateMachineDoesNotExist(failure)],
    ['start', new ExecutionDoesNotExist(failure)],
    ['answer', new Error('socket hang up')],
    ['stop', new TaskTimedOut(failure)],
  ])('but every other error comes out of %s: %s', async (name, error) => {
    await expect(call(aWorkflow(error), name)).rejects.toBe(error);
  });
});
