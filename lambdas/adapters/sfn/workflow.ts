import {
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  InvalidToken,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { Workflow } from '../../application/ports.ts';

export interface Machines {
  readonly approval: string;
  readonly close: string;
}

/** Executions are named by their request, so that starting one twice is starting it once (threats.md T-18). */
export const sfnWorkflow = (client: SFNClient, machines: Machines): Workflow => ({
  start: (requestId, secondsLeft) => startOnce(client, machines.approval, requestId, { requestId, secondsLeft }),
  startClose: (requestId) => startOnce(client, machines.close, `${requestId}.close`, { requestId, closeAt: atOnce }),
  // A name of its own: an access that ends earlier is closed by the other execution, and this one finds nothing to do.
  scheduleClose: (requestId, at) =>
    startOnce(client, machines.close, `${requestId}.end`, { requestId, closeAt: new Date(at).toISOString() }),
  answer: (token, answer) =>
    unless([TaskTimedOut, TaskDoesNotExist, InvalidToken], () =>
      client.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(answer) })),
    ),
  stop: (requestId) =>
    unless([ExecutionDoesNotExist], () =>
      client.send(
        new StopExecutionCommand({
          executionArn: executionArn(machines.approval, requestId),
          error: 'AccessEndedEarly',
        }),
      ),
    ),
});

/** The close machine waits until an instant; one that is over is no wait. */
const atOnce = new Date(0).toISOString();

const startOnce = (client: SFNClient, machine: string, name: string, input: object): Promise<void> =>
  unless([ExecutionAlreadyExists], () =>
    client.send(new StartExecutionCommand({ stateMachineArn: machine, name, input: JSON.stringify(input) })),
  );

/** `arn:…:stateMachine:NAME` and an execution's name make `arn:…:execution:NAME:EXECUTION`. */
const executionArn = (machineArn: string, name: string): string =>
  `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;

type Expected = abstract new (...args: never[]) => Error;

/** What is over already needs no doing: these errors say so, every other is a fault. */
const unless = async (expected: readonly Expected[], act: () => Promise<unknown>): Promise<void> => {
  try {
    await act();
  } catch (error) {
    if (!expected.some((kind) => error instanceof kind)) throw error;
  }
};
