import { Logger } from '@aws-lambda-powertools/logger';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeListRequests } from '../../application/requests/list-requests.ts';
import { listRequestsEndpoint } from '../../http/endpoints/requests.ts';
import { listRequestsEnv } from './env.ts';

const env = listRequestsEnv.parse(process.env);

const client = documentClient();
const listRequests = makeListRequests({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
});

export const handler = listRequestsEndpoint(
  { logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM },
  listRequests,
);
