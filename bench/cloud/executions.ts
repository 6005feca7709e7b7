import { setTimeout as pause } from 'node:timers/promises';
import { type HistoryEvent, paginateGetExecutionHistory, SFNClient } from '@aws-sdk/client-sfn';
import type { Cloud } from './start-cloud.ts';

/**
 * State transitions of an execution as AWS bills them: each state entered, and each further try of a task that was
 * retried. From the history of the deployed machine, of its names and nothing else.
 */
export const countTransitions = (events: readonly HistoryEvent[]): number => {
  const entered = events.filter(({ type }) => type?.endsWith('StateEntered')).length;
  const tasks = events.filter(({ type }) => type === 'TaskStateEntered').length;
  const tries = events.filter(({ type }) => type === 'TaskScheduled').length;
  return entered - tasks + Math.max(tasks, tries);
};

/** The states in the order in which they were entered. */
export const statesEntered = (events: readonly HistoryEvent[]): readonly string[] =>
  events.flatMap(({ stateEnteredEventDetails: entered }) => entered?.name ?? []);

const WAIT_MILLIS = 30_000;
const LOOK_MILLIS = 200;

/** The whole history of the execution that is named by a request, once it has succeeded; throws when it does not. */
export const historyOf = async ({ sdk, settings }: Cloud, requestId: string): Promise<readonly HistoryEvent[]> => {
  const executionArn = `${settings.stateMachineArn.replace(':stateMachine:', ':execution:')}:${requestId}`;
  const client = new SFNClient(sdk);
  for (const until = Date.now() + WAIT_MILLIS; Date.now() < until; await pause(LOOK_MILLIS)) {
    const events: HistoryEvent[] = [];
    for await (const page of paginateGetExecutionHistory({ client }, { executionArn })) {
      events.push(...(page.events ?? []));
    }
    if (events.some(({ type }) => type === 'ExecutionSucceeded')) return events;
  }
  throw new Error(`execution ${requestId} did not end within ${WAIT_MILLIS / 1000} s`);
};
