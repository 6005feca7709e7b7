import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { Settings } from '../config.ts';
import type { FunctionName } from './function-environments.ts';
import type { ServiceFunction } from './service-function.ts';

/**
 * Puts a function where it reaches the databases: into the operator's VPC if there is one. Given to the resource itself:
 * the CDK's own way asks for zones that Lambda does not need.
 */
export const joinDatabaseNetwork = (
  target: ServiceFunction<FunctionName>,
  network: Settings['rotationNetwork'],
): void => {
  if (network === undefined) return;
  (target.node.defaultChild as CfnFunction).vpcConfig = network;
  const actions = [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DescribeSubnets',
    'ec2:DeleteNetworkInterface',
    'ec2:AssignPrivateIpAddresses',
    'ec2:UnassignPrivateIpAddresses',
  ];
  const reason = 'Lambda asks for these of a function in a VPC, and its network interfaces do not exist yet.';
  target.allowWildcard(actions, '*', reason);
};
