import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  CustomerManagedEncryptionConfiguration,
  DefinitionBody,
  LogLevel,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { acknowledgeWildcard } from './acknowledge.ts';
import { alarm } from './alarm.ts';
import type { Storage } from './storage.ts';
import type { WorkflowFunctions } from './workflow-functions.ts';
import { approvalStates, closeStates } from './workflow-states.ts';

export interface ApprovalWorkflowProps {
  readonly prefix: string;
  readonly logRetentionDays: RetentionDays;
  readonly storage: Storage;
  readonly functions: WorkflowFunctions;
}

/** The two state machines. They wait; the core decides. */
export class ApprovalWorkflow extends Construct {
  readonly approval: StateMachine;
  readonly close: StateMachine;
  /** The ARN of any execution of the approval machine. */
  readonly approvalExecutions: string;
  /** The ARN of any execution of the close machine. */
  readonly closeExecutions: string;

  constructor(scope: Construct, id: string, props: ApprovalWorkflowProps) {
    super(scope, id);
    const { askLevel, lapseRequest, recoverRequest, closeAccess } = props.functions;
    this.approval = this.#machine('approval', approvalStates, props);
    this.close = this.#machine('close', closeStates, props);
    acknowledgeCalls(this.approval, [askLevel, lapseRequest, recoverRequest, closeAccess]);
    acknowledgeCalls(this.close, [closeAccess]);
    this.approvalExecutions = this.#executions(`${props.prefix}-approval`);
    this.closeExecutions = this.#executions(`${props.prefix}-close`);
  }

  #executions(machine: string): string {
    return Stack.of(this).formatArn({
      service: 'states',
      resource: 'execution',
      resourceName: `${machine}:*`,
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
