import { Logger } from '@aws-lambda-powertools/logger';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeShowRequest } from '../../application/requests/show-request.ts';
import { showRequestEndpoint } from '../../http/endpoints/requests.ts';
import { showRequestEnv } from './env.ts';

const env = showRequestEnv.parse(process.env);

const client = documentClient();
const showRequest = makeShowRequest({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
});

export const handler = showRequestEndpoint(
  { clock: systemClock, logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM },
  showRequest,
);
