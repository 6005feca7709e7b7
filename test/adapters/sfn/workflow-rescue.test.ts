import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
  ValidationException,
} from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import 'aws-sdk-client-mock-vitest/extend';
import { sfnWorkflowRescue } from '../../../lambdas/adapters/sfn/workflow.ts';

const machines = {
  approval: 'arn:aws:states:us-east-1:123456789012:stateMachine:approval',
  close: 'arn:aws:states:us-east-1:123456789012:stateMachine:close',
};
const failure = { message: 'x', $metadata: {} };
const gone = new ExecutionDoesNotExist(failure);
const nameIn = (arn: string | undefined) => arn?.split(':').at(-1);

/** A rescue among executions of these states, the oldest first. */
const among = (...states: readonly ('RUNNING' | 'FAILED' | 'SUCCEEDED')[]) => {
  const client = new SFNClient({});
  const mock = mockClient(client);
  mock.on(StartExecutionCommand).resolves({});
  const look = mock.on(DescribeExecutionCommand);
  const stop = mock.on(StopExecutionCommand);
  for (const status of states) {
    look.resolvesOnce({ status });
    stop.resolvesOnce({});
  }
  look.rejects(gone);
  stop.rejects(gone);
  const started = () =>
    mock
      .commandCalls(StartExecutionCommand)
      .map(({ args: [{ input }] }) => `${nameIn(input.stateMachineArn)} ${input.name}`);
  return { rescue: sfnWorkflowRescue(client, machines), mock, started };
};

describe('a workflow', () => {
  it('that runs is left alone', async () => {
    const { rescue, mock, started } = among('RUNNING');

    expect(await rescue.ensure('r1', 60)).toBe('runs');

    expect(started()).toEqual([]);
    expect(mock).toHaveReceivedCommandWith(DescribeExecutionCommand, {
      executionArn: 'arn:aws:states:us-east-1:123456789012:execution:approval:r1',
      includedData: 'METADATA_ONLY',
    });
  });

  it.each([
    { states: [], name: 'r1' },
    { states: ['FAILED'], name: 'r1.2' },
    { states: ['FAILED', 'SUCCEEDED'], name: 'r1.3' },
  ] as const)('T-18: that is gone after $states is started as $name', async ({ states, name }) => {
    const { rescue, mock, started } = among(...states);

    expect(await rescue.ensure('r1', 60)).toBe('started');

    expect(started()).toEqual([`approval ${name}`]);
    expect(mock).toHaveReceivedCommandWith(StartExecutionCommand, { input: '{"requestId":"r1","secondsLeft":60}' });
  });

  it('that somebody else started meanwhile is started', async () => {
    const { rescue, mock } = among('FAILED');
    mock.on(StartExecutionCommand).rejects(new ExecutionAlreadyExists(failure));

    expect(await rescue.ensure('r1', 60)).toBe('started');
  });

  it('E-14: that has lost its way is stopped, and another one goes on', async () => {
    const { rescue, mock, started } = among('FAILED', 'RUNNING');

    await rescue.restart('r1', 60);

    expect(mock).toHaveReceivedCommandTimes(StopExecutionCommand, 3);
    expect(started()).toEqual(['approval r1.3']);
  });

  it('E-14: that was led to its end is over already, whatever the service says to stopping it', async () => {
    const { rescue, mock, started } = among('SUCCEEDED');
    mock.on(StopExecutionCommand).rejectsOnce(new ValidationException(failure)).rejects(gone);

    await rescue.restart('r1', 60);

    expect(started()).toEqual(['approval r1.2']);
  });

  it('is not started for ever: somebody has to look', async () => {
    const { rescue, started } = among(...Array.from({ length: 20 }, () => 'FAILED' as const));

    await expect(rescue.ensure('r1', 60)).rejects.toMatchObject({ name: 'ExecutionsExhausted' });

    expect(started()).toEqual([]);
  });

  it('that runs as the last one allowed is left alone', async () => {
    const { rescue } = among(...Array.from({ length: 19 }, () => 'FAILED' as const), 'RUNNING');

    expect(await rescue.ensure('r1', 60)).toBe('runs');
  });
});

describe('a close', () => {
  it('is started by its own machine and name', async () => {
    const { rescue, mock, started } = among('FAILED');

    expect(await rescue.ensureClose('r1')).toBe('started');

    expect(started()).toEqual(['close r1.close.2']);
    expect(mock).toHaveReceivedCommandWith(StartExecutionCommand, {
      input: '{"requestId":"r1","closeAt":"1970-01-01T00:00:00.000Z"}',
    });
  });
});
