import { Logger } from '@aws-lambda-powertools/logger';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeCancelRequest } from '../../application/requests/cancel-request.ts';
import { cancelRequestEndpoint } from '../../http/endpoints/request-commands.ts';
import { cancelRequestEnv } from './env.ts';

const env = cancelRequestEnv.parse(process.env);

const client = documentClient();
const cancelRequest = makeCancelRequest({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
});

export const handler = cancelRequestEndpoint(
  { clock: systemClock, logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM },
  cancelRequest,
);
