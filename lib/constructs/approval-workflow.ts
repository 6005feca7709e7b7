import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  Choice,
  Condition,
  CustomerManagedEncryptionConfiguration,
  DefinitionBody,
  type IChainable,
  IntegrationPattern,
  JsonPath,
  LogLevel,
  StateMachine,
  StateMachineType,
  Succeed,
  TaskInput,
  type TaskStateBase,
  Timeout,
  Wait,
  WaitTime,
} from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledgeWildcard } from './acknowledge.ts';
import { alarm } from './alarm.ts';
import type { Storage } from './storage.ts';
import type { WorkflowFunctions } from './workflow-functions.ts';

export interface ApprovalWorkflowProps {
  readonly prefix: string;
  readonly logRetentionDays: RetentionDays;
  readonly storage: Storage;
  readonly functions: WorkflowFunctions;
}

/** Thrown by close-access when the window's end has moved: not to be tried again, but to be waited for again. */
const accessNotOver = 'AccessNotOver';

const requestId = { requestId: JsonPath.stringAt('$.requestId') };

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
    maxAttempts: 99_999_999,
  });
};

/** Asks the approvers of one level and waits, at no cost, until an effect answers or the deadline comes. */
const askLevel = (scope: Construct, lambdaFunction: IFunction): LambdaInvoke =>
  new LambdaInvoke(scope, 'AskLevel', {
    lambdaFunction,
    integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
    payload: TaskInput.fromObject({ ...requestId, token: JsonPath.taskToken }),
    taskTimeout: Timeout.at('$.secondsLeft'),
    retryOnServiceExceptions: false,
  });

/**
 * Design.md 5, the long machine: levels are asked one by one, the end of the window is waited for, the access is
 * closed. It decides nothing: every answer carries `next`, and each function re-reads the request.
 */
const approvalStates = (scope: Construct, functions: WorkflowFunctions): IChainable => {
  const ask = askLevel(scope, functions.askLevel);
  const lapse = call(scope, 'LapseRequest', functions.lapseRequest);
  const recover = call(scope, 'RecoverRequest', functions.recoverRequest);
  const wait = new Wait(scope, 'WaitUntilWindowEnd', { time: WaitTime.timestampPath('$.windowEnd') });
  const close = call(scope, 'CloseAccess', functions.closeAccess);
  const moreLevels = new Choice(scope, 'MoreLevels')
    .when(Condition.stringEquals('$.next', 'ask'), ask)
    .when(Condition.stringEquals('$.next', 'wait'), wait)
    .when(Condition.stringEquals('$.next', 'done'), new Succeed(scope, 'Done'));

  ask.addCatch(lapse, { errors: ['States.Timeout'], resultPath: '$.error' });
  ask.addCatch(recover, { errors: ['States.ALL'], resultPath: '$.error' });
  close.addRetry({ errors: [accessNotOver], maxAttempts: 0 });
  close.addCatch(recover, { errors: [accessNotOver], resultPath: '$.error' });
  for (const task of [lapse, recover, close]) retryUntilDone(task);
  for (const task of [ask, lapse, recover]) task.next(moreLevels);
  wait.next(close);
  return ask;
};

/** Design.md 5, the small machine: for an access that ends outside the workflow. */
const closeStates = (scope: Construct, functions: WorkflowFunctions): IChainable => {
  const close = call(scope, 'CloseAccess', functions.closeAccess);
  retryUntilDone(close);
  return close;
};

/** The two state machines. They wait; the core decides. */
export class ApprovalWorkflow extends Construct {
  readonly approval: StateMachine;
  readonly close: StateMachine;
  /** The ARN of any execution of the approval machine. */
  readonly approvalExecutions: string;

  constructor(scope: Construct, id: string, props: ApprovalWorkflowProps) {
    super(scope, id);
    const { askLevel: ask, lapseRequest, recoverRequest, closeAccess } = props.functions;
    this.approval = this.#machine('approval', approvalStates, props);
    this.close = this.#machine('close', closeStates, props);
    acknowledgeCalls(this.approval, [ask, lapseRequest, recoverRequest, closeAccess]);
    acknowledgeCalls(this.close, [closeAccess]);
    this.approvalExecutions = Stack.of(this).formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${props.prefix}-approval:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }

  #machine(name: 'approval' | 'close', states: typeof approvalStates, props: ApprovalWorkflowProps): StateMachine {
    const scope = new Construct(this, name === 'approval' ? 'Approval' : 'Close');
    const stateMachineName = `${props.prefix}-${name}`;
    const machine = new StateMachine(scope, 'Machine', {
      stateMachineName,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromChainable(states(scope, props.functions)),
      tracingEnabled: true,
      encryptionConfiguration: new CustomerManagedEncryptionConfiguration(props.storage.key),
      logs: {
        destination: machineLog(scope, stateMachineName, props.logRetentionDays),
        level: LogLevel.ALL,
        // Reasons and comments of people are no business of a log (threats.md I-01).
        includeExecutionData: false,
      },
    });
    alarm(scope, 'ExecutionsFail', {
      metric: machine.metricFailed({ period: Duration.minutes(1) }),
      what: `An execution of ${stateMachineName} failed.`,
      impact: 'A request no longer moves by itself, or its access was not closed: look at it now.',
    });
    return machine;
  }
}

const machineLog = (scope: Construct, stateMachineName: string, retention: RetentionDays): LogGroup =>
  new LogGroup(scope, 'Log', {
    logGroupName: `/aws/vendedlogs/states/${stateMachineName}`,
    retention,
    removalPolicy: RemovalPolicy.DESTROY,
  });

const acknowledgeCalls = (machine: StateMachine, functions: readonly IFunction[]): void => {
  acknowledgeWildcard(machine.role, '*', 'Log deliveries and X-Ray segments belong to no particular resource.');
  for (const { functionArn } of functions) {
    acknowledgeWildcard(machine.role, `${functionArn}:*`, 'The CDK names a function with its versions.');
  }
};
