import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import {
  Choice,
  Condition,
  type IChainable,
  IntegrationPattern,
  JitterType,
  JsonPath,
  Succeed,
  TaskInput,
  type TaskStateBase,
  Timeout,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { WorkflowFunctions } from './workflow-functions.ts';

/** Thrown by close-access when the window's end has moved: not to be tried again, but to be waited for again. */
const accessNotOver = 'AccessNotOver';

/** What the execution was started with. The data between states comes from answers, and an answer can be forged. */
const requestId = { requestId: JsonPath.stringAt('$$.Execution.Input.requestId') };

/** Calls a function with the request's id; what it answers is the next state's data. */
const call = (scope: Construct, id: string, lambdaFunction: IFunction): LambdaInvoke =>
  new LambdaInvoke(scope, id, {
    lambdaFunction,
    payload: TaskInput.fromObject(requestId),
    payloadResponseOnly: true,
    retryOnServiceExceptions: false,
  });

/** Tries again, in practice, until it works: an access that is over must be closed. */
const retryUntilDone = (task: TaskStateBase): void => {
  task.addRetry({
    errors: ['States.ALL'],
    interval: Duration.seconds(1),
    backoffRate: 2,
    maxDelay: Duration.seconds(60),
    // Many windows may end at the same instant: what fails together must not try again together.
    jitterStrategy: JitterType.FULL,
    maxAttempts: 99_999_999,
  });
};

/** Asks the approvers of one level and waits, at no cost, until an effect answers or the deadline comes. */
const askLevel = (scope: Construct, lambdaFunction: IFunction): LambdaInvoke =>
  new LambdaInvoke(scope, 'AskLevel', {
    lambdaFunction,
    integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
    payload: TaskInput.fromObject({
      ...requestId,
      token: JsonPath.taskToken,
      enteredAt: JsonPath.stringAt('$$.State.EnteredTime'),
    }),
    taskTimeout: Timeout.at('$.secondsLeft'),
    retryOnServiceExceptions: false,
  });

const present = (path: string): Condition => Condition.isPresent(path);

/** A whole answer, and no other: a path that is not there would end the execution (threats.md E-14). */
const says = (next: 'ask' | 'wait' | 'done', ...needs: Condition[]): Condition =>
  Condition.and(present('$.next'), Condition.stringEquals('$.next', next), ...needs);

/**
 * Design.md 5, the long machine: levels are asked one by one, the end of the window is waited for, the access is
 * closed. It decides nothing: every answer carries `next`, each function re-reads the request, and what no answer of ours
 * says leads to RecoverRequest.
 */
export const approvalStates = (scope: Construct, functions: WorkflowFunctions): IChainable => {
  const ask = askLevel(scope, functions.askLevel);
  const lapse = call(scope, 'LapseRequest', functions.lapseRequest);
  const recover = call(scope, 'RecoverRequest', functions.recoverRequest);
  const wait = new Wait(scope, 'WaitUntilWindowEnd', { time: WaitTime.timestampPath('$.windowEnd') });
  const close = call(scope, 'CloseAccess', functions.closeAccess);
  const pause = new Wait(scope, 'PauseAfterFault', { time: WaitTime.secondsPath('$.pause') });
  const moreLevels = new Choice(scope, 'MoreLevels')
    .when(says('ask', present('$.secondsLeft'), Condition.numberGreaterThanEquals('$.secondsLeft', 1)), ask)
    .when(says('wait', present('$.windowEnd'), Condition.isTimestamp('$.windowEnd')), wait)
    .when(says('done'), new Succeed(scope, 'Done'))
    .otherwise(recover);

  ask.addCatch(lapse, { errors: ['States.Timeout'], resultPath: '$.error' });
  ask.addCatch(recover, { errors: ['States.ALL'], resultPath: '$.error' });
  close.addRetry({ errors: [accessNotOver], maxAttempts: 0 });
  close.addCatch(recover, { errors: [accessNotOver], resultPath: '$.error' });
  for (const task of [lapse, recover, close]) retryUntilDone(task);
  for (const state of [ask, lapse, pause]) state.next(moreLevels);
  // Without the pause, an ask that always fails would go round as fast as it can.
  recover.next(pause);
  wait.next(close);
  return ask;
};

/**
 * Design.md 5, the small machine: for an access that ends outside the workflow. It waits for the end of an immediate use
 * to the second; an access that was ended early has none to wait for.
 */
export const closeStates = (scope: Construct, functions: WorkflowFunctions): IChainable => {
  const wait = new Wait(scope, 'WaitUntilEnd', { time: WaitTime.timestampPath('$.closeAt') });
  const close = call(scope, 'CloseAccess', functions.closeAccess);
  retryUntilDone(close);
  return wait.next(close);
};
