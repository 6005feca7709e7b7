import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type Code, Function as Lambda, LoggingFormat, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { acknowledge, acknowledgeWildcard } from './acknowledge.ts';
import type { FunctionEnvironments, FunctionName } from './function-environments.ts';

/** What all functions of one deployment share. */
export interface FunctionDefaults {
  readonly prefix: string;
  readonly logRetentionDays: RetentionDays;
  /** The bundle of a function by its verb-noun. */
  readonly code: (name: FunctionName) => Code;
}

export interface ServiceFunctionProps<N extends FunctionName> {
  readonly name: N;
  readonly defaults: FunctionDefaults;
  /** The variables that the function's env.ts demands. */
  readonly environment: FunctionEnvironments[N];
  /** All that the function may do, besides its own log and traces. @default - nothing more */
  readonly statements?: readonly PolicyStatement[];
  /** @default 10 seconds: API Gateway gives up after 29 */
  readonly timeout?: Duration;
  /** Keeps this many for the function, and lets it have no more. @default - nothing reserved */
  readonly reservedConcurrency?: number;
}

const pascal = (name: string): string => name.replace(/(^|-)(\w)/g, (_, _dash, letter: string) => letter.toUpperCase());

/** One Lambda: its log group, its role and nothing shared with another. The only place that says how we run code. */
export class ServiceFunction<N extends FunctionName> extends Lambda {
  constructor(scope: Construct, props: ServiceFunctionProps<N>) {
    const { name, defaults, reservedConcurrency: reserved } = props;
    const id = pascal(name);
    const functionName = `${defaults.prefix}-${name}`;
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: defaults.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    super(scope, id, {
      functionName,
      role,
      logGroup,
      code: defaults.code(name),
      handler: 'handler.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: props.timeout ?? Duration.seconds(10),
      tracing: Tracing.ACTIVE,
      loggingFormat: LoggingFormat.JSON,
      environment: { NODE_OPTIONS: '--enable-source-maps', POWERTOOLS_SERVICE_NAME: name, ...props.environment },
      ...(reserved === undefined ? {} : { reservedConcurrentExecutions: reserved }),
    });
    const log = new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    });
    for (const statement of [log, ...(props.statements ?? [])]) role.addToPolicy(statement);
    const waited = 'Whoever calls it sees the failure; what is called asynchronously has a failure destination.';
    acknowledge(this, 'Serverless-LambdaDLQ', waited);
    acknowledgeWildcard(role, '*', 'X-Ray takes segments for no particular resource.');
  }

  /** Adds a permission on resources that only a wildcard can name, with the reason why. */
  allowWildcard(actions: string[], arn: string, reason: string): void {
    this.addToRolePolicy(new PolicyStatement({ actions, resources: [arn] }));
    if (this.role !== undefined) acknowledgeWildcard(this.role, arn, reason);
  }
}
