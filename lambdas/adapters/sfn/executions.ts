import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  type SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
  ValidationException,
} from '@aws-sdk/client-sfn';
import { Fault } from '../../application/fault.ts';

/** A request's workflow is started anew at most so often; after that somebody has to look. */
const MOST = 20;

/** The executions of one thing: `name`, and where that one is gone `name.2`, `name.3` and so on. */
export interface Executions {
  readonly machine: string;
  readonly name: string;
}

const nthName = ({ name }: Executions, nth: number): string => (nth === 1 ? name : `${name}.${nth}`);

/** `arn:…:stateMachine:NAME` and an execution's name make `arn:…:execution:NAME:EXECUTION`. */
const nthArn = (of: Executions, nth: number): string =>
  `${of.machine.replace(':stateMachine:', ':execution:')}:${nthName(of, nth)}`;

/** Starts number `nth`. A name can be used once, so that starting one twice is starting it once (threats.md T-18). */
export const startNth = async (client: SFNClient, of: Executions, nth: number, input: object): Promise<void> => {
  if (nth > MOST)
    throw new Fault('ExecutionsExhausted', `${of.name} was started ${MOST} times: look at why it does not go on`);
  const start = { stateMachineArn: of.machine, name: nthName(of, nth), input: JSON.stringify(input) };
  await unless([ExecutionAlreadyExists], () => client.send(new StartExecutionCommand(start)));
};

/** Stops all of them, and gives how many there are; one that is over already stays as it is. */
export const stopAll = async (client: SFNClient, of: Executions): Promise<number> => {
  for (let nth = 1; nth <= MOST; nth += 1) {
    if ((await unless([ExecutionDoesNotExist], () => stopOne(client, nthArn(of, nth)))) === 'over') return nth - 1;
  }
  return MOST;
};

/** The input is right, so what is refused as invalid is to stop an execution that has ended by itself. */
const stopOne = async (client: SFNClient, executionArn: string): Promise<void> => {
  const stop = new StopExecutionCommand({ executionArn, error: 'AccessEndedEarly' });
  await unless([ValidationException], () => client.send(stop));
};

/** The last of them that was started, and whether it runs; number 0 when there is none. */
export const lastOf = async (client: SFNClient, of: Executions): Promise<{ nth: number; runs: boolean }> => {
  let last = { nth: 0, runs: false };
  for (let nth = 1; nth <= MOST; nth += 1) {
    // Only its state: the input and output are encrypted, and nobody here reads them.
    const look = new DescribeExecutionCommand({ executionArn: nthArn(of, nth), includedData: 'METADATA_ONLY' });
    const answer = await unless([ExecutionDoesNotExist], () => client.send(look));
    if (answer === 'over') break;
    last = { nth, runs: answer.status === 'RUNNING' };
  }
  return last;
};

type Expected = abstract new (...args: never[]) => Error;

/** `over`: what is over already needs no doing, and these errors say so; every other is a fault. */
export const unless = async <Answer>(
  expected: readonly Expected[],
  act: () => Promise<Answer>,
): Promise<Answer | 'over'> => {
  try {
    return await act();
  } catch (error) {
    if (!expected.some((kind) => error instanceof kind)) throw error;
    return 'over';
  }
};
