import { Logger } from '@aws-lambda-powertools/logger';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { makeReadPolicy } from '../../application/read-policy.ts';
import { showPolicyEndpoint } from '../../http/endpoints/policy.ts';
import { showPolicyEnv } from './env.ts';

const env = showPolicyEnv.parse(process.env);

const readPolicy = makeReadPolicy({ policy: dynamoPolicyReader(documentClient(), env.POLICY_TABLE) });

export const handler = showPolicyEndpoint({ logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM }, readPolicy);
