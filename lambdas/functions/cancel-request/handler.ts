import { Logger } from '@aws-lambda-powertools/logger';
import { policyReader, requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeCancelRequest } from '../../application/cancel-request.ts';
import { cancelRequestEndpoint } from '../../http/endpoints/request-commands.ts';
import { cancelRequestEnv } from './env.ts';

const env = cancelRequestEnv.parse(process.env);

const client = documentClient();
const tables = { policy: env.POLICY_TABLE, restrictions: env.RESTRICTIONS_TABLE };
const cancelRequest = makeCancelRequest({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: policyReader(client, tables),
});

export const handler = cancelRequestEndpoint(
  { clock: systemClock, logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM },
  cancelRequest,
);
