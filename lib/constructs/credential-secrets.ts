import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import type { Settings } from '../config.ts';
import type { FunctionName } from './function-environments.ts';
import type { ServiceFunction } from './service-function.ts';

export type SecretSettings = Pick<Settings, 'secretPrefix' | 'secretKeyArns'>;

/** What a secret under a key of the operator's own needs of that key besides. */
const keyActions: Readonly<Record<string, readonly string[]>> = {
  'secretsmanager:GetSecretValue': ['kms:Decrypt'],
  'secretsmanager:PutSecretValue': ['kms:Decrypt', 'kms:GenerateDataKey'],
};

/**
 * Lets a function do this to the operator's secrets, which are those below the name prefix of the settings; and use the
 * operator's own keys, if any are named, through Secrets Manager alone (threats.md E-16).
 */
export const allowOnCredentialSecrets = (
  target: ServiceFunction<FunctionName>,
  { secretPrefix, secretKeyArns = [] }: SecretSettings,
  actions: string[],
): void => {
  const stack = Stack.of(target);
  const arn = stack.formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName: `${secretPrefix}*`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  target.allowWildcard(actions, arn, 'The secrets are the operator’s and are known by their prefix alone.');
  const onKeys = new Set(actions.flatMap((action) => keyActions[action] ?? []));
  if (secretKeyArns.length === 0 || onKeys.size === 0) return;
  target.addToRolePolicy(
    new PolicyStatement({
      actions: [...onKeys],
      resources: [...secretKeyArns],
      conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${stack.region}.amazonaws.com` } },
    }),
  );
};
