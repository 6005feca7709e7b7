import { Logger } from '@aws-lambda-powertools/logger';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { dynamoPolicyWriter, policyMeter } from '../../adapters/dynamodb/policy-writer.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { dynamoVaultLog } from '../../adapters/dynamodb/vault-log.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeRecordRefusedCall } from '../../application/people/not-allowed.ts';
import { makeApplyPolicy } from '../../application/policy/apply-policy.ts';
import { applyPolicyEndpoint } from '../../http/endpoints/policy.ts';
import { applyPolicyEnv } from './env.ts';

const env = applyPolicyEnv.parse(process.env);

const client = documentClient();
const log = dynamoVaultLog(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 });
const applyPolicy = makeApplyPolicy({
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
  meter: policyMeter,
  secretPrefix: env.SECRET_PREFIX,
  log,
  writer: dynamoPolicyWriter(
    client,
    { policy: env.POLICY_TABLE, restrictions: env.RESTRICTIONS_TABLE, requests: env.REQUESTS_TABLE },
    { log, clock: systemClock },
  ),
});

export const handler = applyPolicyEndpoint(
  { logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM, recordRefused: makeRecordRefusedCall(log) },
  applyPolicy,
);
