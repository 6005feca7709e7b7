import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import type { FunctionName } from './function-environments.ts';
import type { ServiceFunction } from './service-function.ts';

/** Lets a function do this to the operator's secrets, which are those below the name prefix of the settings. */
export const allowOnCredentialSecrets = (
  target: ServiceFunction<FunctionName>,
  prefix: string,
  actions: string[],
): void => {
  const arn = Stack.of(target).formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName: `${prefix}*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  target.allowWildcard(actions, arn, 'The secrets are the operator’s and are known by their prefix alone.');
};
