import { Logger } from '@aws-lambda-powertools/logger';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { policyMeter } from '../../adapters/dynamodb/policy-writer.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { dynamoVaultLog } from '../../adapters/dynamodb/vault-log.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeRecordRefusedCall } from '../../application/people/not-allowed.ts';
import { makeCheckPolicy } from '../../application/policy/check-policy.ts';
import { checkPolicyEndpoint } from '../../http/endpoints/policy.ts';
import { checkPolicyEnv } from './env.ts';

const env = checkPolicyEnv.parse(process.env);

const client = documentClient();
const log = dynamoVaultLog(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 });
const checkPolicy = makeCheckPolicy({
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
  meter: policyMeter,
  secretPrefix: env.SECRET_PREFIX,
});

export const handler = checkPolicyEndpoint(
  { logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM, recordRefused: makeRecordRefusedCall(log) },
  checkPolicy,
);
