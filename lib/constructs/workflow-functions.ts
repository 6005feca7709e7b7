import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { alarm } from './alarm.ts';
import { allowOnCredentialSecrets, type SecretSettings } from './credential-secrets.ts';
import type { Rotation } from './rotation.ts';
import { type FunctionDefaults, ServiceFunction } from './service-function.ts';
import type { Sessions } from './sessions.ts';
import type { Storage } from './storage.ts';

export interface WorkflowFunctionsProps {
  readonly defaults: FunctionDefaults;
  readonly settings: SecretSettings;
  readonly storage: Storage;
  readonly rotation: Rotation;
  readonly sessions: Sessions;
}

/** What the state machines call. None of them may answer a waiting task: that is `dispatch-effects` alone. */
export class WorkflowFunctions extends Construct {
  readonly askLevel: ServiceFunction<'ask-level'>;
  readonly lapseRequest: ServiceFunction<'lapse-request'>;
  readonly recoverRequest: ServiceFunction<'recover-request'>;
  readonly closeAccess: ServiceFunction<'close-access'>;
  /** Called by no machine: the sweeper finds when it is needed. */
  readonly changeOwedPassword: ServiceFunction<'change-owed-password'>;

  constructor(scope: Construct, id: string, props: WorkflowFunctionsProps) {
    super(scope, id);
    const { defaults, storage } = props;
    const tables = storage.access({ REQUESTS_TABLE: 'read-write', POLICY_TABLE: 'read' });
    this.askLevel = new ServiceFunction(this, { name: 'ask-level', defaults, ...tables });
    this.lapseRequest = new ServiceFunction(this, { name: 'lapse-request', defaults, ...tables });
    this.recoverRequest = new ServiceFunction(this, { name: 'recover-request', defaults, ...tables });
    this.closeAccess = this.#closeAccess(props);
    this.changeOwedPassword = this.#changeOwedPassword(props);
  }

  #changeOwedPassword({ defaults, settings, storage, rotation }: WorkflowFunctionsProps) {
    const rotationArn = rotation.rotatePassword.functionArn;
    const tables = storage.access({ REQUESTS_TABLE: 'read-write', POLICY_TABLE: 'read' });
    const change = new ServiceFunction(this, {
      name: 'change-owed-password',
      defaults,
      timeout: Duration.seconds(30),
      environment: { ...tables.environment, ROTATION_FUNCTION_ARN: rotationArn },
      statements: [...tables.statements, allowInvoke(rotationArn)],
    });
    allowOnCredentialSecrets(change, settings, startAndWatchRotation);
    alarm(this, 'ChangeOwedPasswordFails', {
      metric: change.metricErrors({ period: Duration.minutes(5) }),
      above: 3,
      what: 'change-owed-password keeps failing; it is tried again every minute.',
      impact: 'Nobody is given the credential, and somebody whose access is over may still know its password.',
    });
    return change;
  }

  #closeAccess(props: WorkflowFunctionsProps): ServiceFunction<'close-access'> {
    const { defaults, settings, storage, rotation, sessions } = props;
    const rotationArn = rotation.rotatePassword.functionArn;
    const tables = storage.access({ REQUESTS_TABLE: 'read-write', POLICY_TABLE: 'read' });
    const close = new ServiceFunction(this, {
      name: 'close-access',
      defaults,
      timeout: Duration.seconds(30),
      environment: {
        ...tables.environment,
        ...sessions.forEnding,
        ROTATION_FUNCTION_ARN: rotationArn,
        SECRET_PREFIX: settings.secretPrefix,
      },
      statements: [...tables.statements, allowInvoke(rotationArn)],
    });
    allowOnCredentialSecrets(close, settings, startAndWatchRotation);
    sessions.allowEnding(close);
    alarm(this, 'CloseAccessFails', {
      metric: close.metricErrors({ period: Duration.minutes(5) }),
      // A few tries are usual: a rotation takes its time, and the end of a window can move.
      above: 3,
      what: 'close-access keeps failing; it is tried again until it succeeds.',
      impact: 'A window is over, but its sessions or its password may still work.',
    });
    return close;
  }
}

const allowInvoke = (arn: string) => new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [arn] });

/** Who may this starts and watches the change of a password, and never sees one. */
const startAndWatchRotation = [
  'secretsmanager:CancelRotateSecret',
  'secretsmanager:DescribeSecret',
  'secretsmanager:RotateSecret',
];
