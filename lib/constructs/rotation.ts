import { SecurityGroup, Subnet, Vpc } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Settings } from '../config.ts';
import { allowOnCredentialSecrets } from './credential-secrets.ts';
import { type FunctionDefaults, ServiceFunction, type ServiceFunctionProps } from './service-function.ts';

export interface RotationProps {
  readonly defaults: FunctionDefaults;
  readonly settings: Pick<Settings, 'secretPrefix' | 'rotationNetwork'>;
}

/** The function that Secrets Manager runs to change a password, where it reaches the databases. */
export class Rotation extends Construct {
  readonly rotatePassword: ServiceFunction<'rotate-password'>;

  constructor(scope: Construct, id: string, { defaults, settings }: RotationProps) {
    super(scope, id);
    const { secretPrefix, rotationNetwork } = settings;
    this.rotatePassword = new ServiceFunction(this, {
      name: 'rotate-password',
      defaults,
      environment: { SECRET_PREFIX: secretPrefix },
      timeout: Duration.seconds(30),
      more: rotationNetwork === undefined ? {} : this.#network(rotationNetwork),
    });
    allowOnCredentialSecrets(this.rotatePassword, secretPrefix, [
      'secretsmanager:DescribeSecret',
      'secretsmanager:GetSecretValue',
      'secretsmanager:PutSecretValue',
      'secretsmanager:UpdateSecretVersionStage',
    ]);
    if (rotationNetwork !== undefined) this.#allowNetwork();
    this.rotatePassword.addPermission('SecretsManager', {
      principal: new ServicePrincipal('secretsmanager.amazonaws.com'),
      sourceAccount: Stack.of(this).account,
    });
  }

  #network(network: NonNullable<Settings['rotationNetwork']>): ServiceFunctionProps<'rotate-password'>['more'] {
    const { vpcId, availabilityZones, subnetIds, securityGroupIds } = network;
    return {
      vpc: Vpc.fromVpcAttributes(this, 'Vpc', { vpcId, availabilityZones, privateSubnetIds: subnetIds }),
      vpcSubnets: { subnets: subnetIds.map((subnet) => Subnet.fromSubnetId(this, subnet, subnet)) },
      securityGroups: securityGroupIds.map((group) => SecurityGroup.fromSecurityGroupId(this, group, group)),
    };
  }

  /** What Lambda asks of a function in a VPC; EC2 knows no narrower resource before the interface exists. */
  #allowNetwork(): void {
    const actions = [
      'ec2:CreateNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:DeleteNetworkInterface',
      'ec2:AssignPrivateIpAddresses',
      'ec2:UnassignPrivateIpAddresses',
    ];
    this.rotatePassword.addToRolePolicy(new PolicyStatement({ actions, resources: ['*'] }));
  }
}
