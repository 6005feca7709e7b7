import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { alarm } from './alarm.ts';
import type { ApprovalWorkflow } from './approval-workflow.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { Effects } from './effects.ts';
import { type FunctionDefaults, ServiceFunction } from './service-function.ts';
import type { Storage } from './storage.ts';
import type { WorkflowFunctions } from './workflow-functions.ts';

export interface SweeperProps {
  readonly defaults: FunctionDefaults;
  readonly settings: Pick<Settings, 'prefix'>;
  readonly storage: Storage;
  readonly workflow: ApprovalWorkflow;
  readonly effects: Effects;
  readonly functions: Pick<WorkflowFunctions, 'changeOwedPassword'>;
}

/** Every minute, `sweep-due` looks for what timers and streams missed (design.md 6). */
export class Sweeper extends Construct {
  readonly sweepDue: ServiceFunction<'sweep-due'>;

  constructor(scope: Construct, id: string, props: SweeperProps) {
    super(scope, id);
    this.sweepDue = this.#function(props);
    this.#everyMinute(props.settings.prefix);
    this.#alarms(props.settings.prefix);
  }

  #function({ defaults, settings, storage, workflow, effects, functions }: SweeperProps): ServiceFunction<'sweep-due'> {
    const tables = storage.access({ REQUESTS_TABLE: 'read-write', POLICY_TABLE: 'read' }, ['due']);
    const { approval, close } = workflow;
    const dispatch = effects.dispatchEffects.functionArn;
    const owedChange = functions.changeOwedPassword.functionArn;
    const allow = (action: string, ...resources: string[]) => new PolicyStatement({ actions: [action], resources });
    const sweepDue = new ServiceFunction(this, {
      name: 'sweep-due',
      defaults,
      // It stops by itself after forty seconds, at the end of what it has begun.
      timeout: Duration.seconds(120),
      environment: {
        ...tables.environment,
        STATE_MACHINE_ARN: approval.stateMachineArn,
        CLOSE_STATE_MACHINE_ARN: close.stateMachineArn,
        DISPATCH_FUNCTION_ARN: dispatch,
        OWED_CHANGE_FUNCTION_ARN: owedChange,
        METRIC_NAMESPACE: settings.prefix,
      },
      statements: [
        ...tables.statements,
        allow('states:StartExecution', approval.stateMachineArn, close.stateMachineArn),
        allow('lambda:InvokeFunction', dispatch, owedChange),
        storage.keyUse('states', true),
      ],
    });
    const reason = 'An execution is named by its request: it is not known before.';
    sweepDue.allowWildcard(['states:DescribeExecution', 'states:StopExecution'], workflow.approvalExecutions, reason);
    sweepDue.allowWildcard(['states:DescribeExecution'], workflow.closeExecutions, reason);
    return sweepDue;
  }

  /** A run that could not be started is of no use later: the next one does the same. */
  #everyMinute(prefix: string): void {
    const unstarted = new DeadLetterQueue(this, 'Unstarted', {
      queueName: `${prefix}-sweeps-unstarted`,
      impact: 'What timers missed is not found: requests may stay open and accesses may stay unclosed.',
    });
    const role = new Role(this, 'ScheduleRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    const { functionArn } = this.sweepDue;
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [unstarted.queueArn] }));
    const schedule = new CfnSchedule(this, 'EveryMinute', {
      name: `${prefix}-sweep`,
      description: 'Looks for what timers and streams missed',
      scheduleExpression: 'rate(1 minute)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: unstarted.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: 60, maximumRetryAttempts: 2 },
      },
    });
    schedule.node.addDependency(role);
  }

  #alarms(prefix: string): void {
    alarm(this, 'DoesNotRun', {
      metric: this.sweepDue.metricInvocations({ period: Duration.minutes(5) }),
      below: 1,
      what: 'sweep-due did not run for five minutes.',
      impact: 'What timers missed is not found: requests may stay open and accesses may stay unclosed.',
    });
    alarm(this, 'Fails', {
      metric: this.sweepDue.metricErrors({ period: Duration.minutes(5) }),
      what: 'A run of sweep-due failed.',
      impact: 'What timers missed is found later: requests may stay open and accesses may stay unclosed.',
    });
    alarm(this, 'AccessOverdue', {
      metric: new Metric({
        namespace: prefix,
        metricName: 'access-overdue',
        statistic: 'max',
        period: Duration.minutes(1),
      }),
      what: 'An access is over for five minutes and its end is not confirmed.',
      impact: 'A session may still be open or a password may still work; the credential is quarantined.',
    });
    for (const metricName of ['SweepFailed', 'SweepUnfinished']) {
      alarm(this, metricName, {
        metric: new Metric({ namespace: prefix, metricName, statistic: 'max', period: Duration.minutes(5) }),
        what: metricName === 'SweepFailed' ? 'A due row could not be handled.' : 'sweep-due has more to do than time.',
        impact: 'A request does not move, an access is not closed or an effect is not done: its log names which.',
      });
    }
  }
}
