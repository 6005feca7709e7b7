import { Logger } from '@aws-lambda-powertools/logger';
import { policyReader, requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { newUlid, sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeSubmitRequest } from '../../application/submit-request.ts';
import { submitRequestEndpoint } from '../../http/endpoints/requests.ts';
import { submitRequestEnv } from './env.ts';

const env = submitRequestEnv.parse(process.env);

const client = documentClient();
const tables = { policy: env.POLICY_TABLE, restrictions: env.RESTRICTIONS_TABLE };
const submitRequest = makeSubmitRequest({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: policyReader(client, tables),
  newId: newUlid,
});

export const handler = submitRequestEndpoint(
  { clock: systemClock, logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM },
  submitRequest,
);
