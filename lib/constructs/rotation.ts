import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { allowOnCredentialSecrets, type SecretSettings } from './credential-secrets.ts';
import { joinDatabaseNetwork } from './database-network.ts';
import { type FunctionDefaults, ServiceFunction } from './service-function.ts';

export interface RotationProps {
  readonly defaults: FunctionDefaults;
  readonly settings: SecretSettings & Pick<Settings, 'rotationNetwork' | 'accessKeyUserPath'>;
}

/** The function that Secrets Manager runs to change a password, where it reaches the databases. */
export class Rotation extends Construct {
  readonly rotatePassword: ServiceFunction<'rotate-password'>;

  constructor(scope: Construct, id: string, { defaults, settings }: RotationProps) {
    super(scope, id);
    const { secretPrefix, rotationNetwork, accessKeyUserPath } = settings;
    this.rotatePassword = new ServiceFunction(this, {
      name: 'rotate-password',
      defaults,
      environment: { SECRET_PREFIX: secretPrefix },
      timeout: Duration.seconds(30),
    });
    allowOnCredentialSecrets(this.rotatePassword, settings, [
      'secretsmanager:DescribeSecret',
      'secretsmanager:GetSecretValue',
      'secretsmanager:PutSecretValue',
      'secretsmanager:UpdateSecretVersionStage',
    ]);
    if (accessKeyUserPath !== undefined) this.#changeKeys(accessKeyUserPath);
    joinDatabaseNetwork(this.rotatePassword, rotationNetwork);
    this.rotatePassword.addPermission('SecretsManager', {
      principal: new ServicePrincipal('secretsmanager.amazonaws.com'),
      sourceAccount: Stack.of(this).account,
    });
  }

  /** The access keys of the users below a path, and nothing else of IAM. */
  #changeKeys(userPath: string): void {
    const actions = ['iam:CreateAccessKey', 'iam:DeleteAccessKey', 'iam:ListAccessKeys', 'iam:UpdateAccessKey'];
    const arn = Stack.of(this).formatArn({
      service: 'iam',
      region: '',
      resource: 'user',
      resourceName: `${userPath.slice(1)}*`,
    });
    this.rotatePassword.allowWildcard(actions, arn, 'The users are the operator’s and are known by their path alone.');
  }
}
