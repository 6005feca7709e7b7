import { Logger } from '@aws-lambda-powertools/logger';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { dynamoPolicyWriter } from '../../adapters/dynamodb/policy-writer.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { dynamoVaultLog } from '../../adapters/dynamodb/vault-log.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeCheckPolicy } from '../../application/check-policy.ts';
import { checkPolicyEndpoint } from '../../http/endpoints/policy.ts';
import { checkPolicyEnv } from './env.ts';

const env = checkPolicyEnv.parse(process.env);

const client = documentClient();
// The writer only measures here: this function may read one table, and for counting items any name will do.
const table = env.POLICY_TABLE;
const checkPolicy = makeCheckPolicy({
  policy: dynamoPolicyReader(client, table),
  writer: dynamoPolicyWriter(
    client,
    { policy: table, restrictions: table },
    dynamoVaultLog(client, table, systemClock, sha256),
  ),
});

export const handler = checkPolicyEndpoint({ logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM }, checkPolicy);
