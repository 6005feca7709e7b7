import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { allowOnCredentialSecrets, type SecretSettings } from './credential-secrets.ts';
import { joinDatabaseNetwork } from './database-network.ts';
import type { FunctionName } from './function-environments.ts';
import { type FunctionDefaults, ServiceFunction } from './service-function.ts';

export interface SessionRolesProps {
  readonly defaults: FunctionDefaults;
  readonly settings: SecretSettings & Pick<Settings, 'rotationNetwork'>;
}

/**
 * The function that makes and ends the database roles of sessions. It alone speaks to the databases for sessions, and in
 * a VPC it needs a way to Secrets Manager and no other: tables and Systems Manager are its callers' business.
 */
export class SessionRoles extends Construct {
  readonly changeSessionRoles: ServiceFunction<'change-session-roles'>;

  constructor(scope: Construct, id: string, { defaults, settings }: SessionRolesProps) {
    super(scope, id);
    const { secretPrefix, rotationNetwork } = settings;
    this.changeSessionRoles = new ServiceFunction(this, {
      name: 'change-session-roles',
      defaults,
      environment: { SECRET_PREFIX: secretPrefix },
      timeout: Duration.seconds(25),
    });
    allowOnCredentialSecrets(this.changeSessionRoles, settings, ['secretsmanager:GetSecretValue']);
    joinDatabaseNetwork(this.changeSessionRoles, rotationNetwork);
  }

  /** Lets a function order roles to be made or ended. */
  allowOrders(from: ServiceFunction<FunctionName>): void {
    const { functionArn } = this.changeSessionRoles;
    from.addToRolePolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }));
  }
}
