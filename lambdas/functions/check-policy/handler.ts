import { Logger } from '@aws-lambda-powertools/logger';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { policyMeter } from '../../adapters/dynamodb/policy-writer.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { makeCheckPolicy } from '../../application/check-policy.ts';
import { checkPolicyEndpoint } from '../../http/endpoints/policy.ts';
import { checkPolicyEnv } from './env.ts';

const env = checkPolicyEnv.parse(process.env);

const checkPolicy = makeCheckPolicy({
  policy: dynamoPolicyReader(documentClient(), env.POLICY_TABLE),
  meter: policyMeter,
  secretPrefix: env.SECRET_PREFIX,
});

export const handler = checkPolicyEndpoint({ logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM }, checkPolicy);
