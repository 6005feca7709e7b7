import { Logger } from '@aws-lambda-powertools/logger';
import { policyReader, requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeCastVote } from '../../application/cast-vote.ts';
import { recordDecisionEndpoint } from '../../http/endpoints/request-commands.ts';
import { recordDecisionEnv } from './env.ts';

const env = recordDecisionEnv.parse(process.env);

const client = documentClient();
const tables = { policy: env.POLICY_TABLE, restrictions: env.RESTRICTIONS_TABLE };
const castVote = makeCastVote({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: policyReader(client, tables),
});

export const handler = recordDecisionEndpoint(
  { clock: systemClock, logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM },
  castVote,
);
