import { Logger } from '@aws-lambda-powertools/logger';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeRecordRefusedCall } from '../../application/people/not-allowed.ts';
import { makeCastVote } from '../../application/requests/cast-vote.ts';
import { recordDecisionEndpoint } from '../../http/endpoints/request-commands.ts';
import { recordDecisionEnv } from './env.ts';

const env = recordDecisionEnv.parse(process.env);

const client = documentClient();
const stores = requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 });
const castVote = makeCastVote({
  ...stores,
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
});

export const handler = recordDecisionEndpoint(
  {
    clock: systemClock,
    logger: new Logger(),
    principalClaim: env.PRINCIPAL_CLAIM,
    recordRefused: makeRecordRefusedCall(stores.log),
  },
  castVote,
);
