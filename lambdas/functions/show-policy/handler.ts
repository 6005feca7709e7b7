import { Logger } from '@aws-lambda-powertools/logger';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { dynamoVaultLog } from '../../adapters/dynamodb/vault-log.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeRecordRefusedCall } from '../../application/people/not-allowed.ts';
import { makeReadPolicy } from '../../application/policy/read-policy.ts';
import { showPolicyEndpoint } from '../../http/endpoints/policy.ts';
import { showPolicyEnv } from './env.ts';

const env = showPolicyEnv.parse(process.env);

const client = documentClient();
const log = dynamoVaultLog(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 });
const readPolicy = makeReadPolicy({ policy: dynamoPolicyReader(client, env.POLICY_TABLE) });

export const handler = showPolicyEndpoint(
  { logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM, recordRefused: makeRecordRefusedCall(log) },
  readPolicy,
);
