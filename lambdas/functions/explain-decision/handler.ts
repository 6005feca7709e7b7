import { Logger } from '@aws-lambda-powertools/logger';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { dynamoRestrictionRows } from '../../adapters/dynamodb/restriction-rows.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeExplainDecision } from '../../application/access/explain-decision.ts';
import { explainDecisionEndpoint } from '../../http/endpoints/credentials.ts';
import { explainDecisionEnv } from './env.ts';

const env = explainDecisionEnv.parse(process.env);

const client = documentClient();
const explainDecision = makeExplainDecision({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
  readRows: dynamoRestrictionRows(client, env.RESTRICTIONS_TABLE),
});

export const handler = explainDecisionEndpoint(
  { logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM },
  explainDecision,
);
