import { Logger } from '@aws-lambda-powertools/logger';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { dynamoRestrictionRows } from '../../adapters/dynamodb/restriction-rows.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { newUlid, sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeRecordRefusedCall } from '../../application/people/not-allowed.ts';
import { makeSubmitRequest } from '../../application/requests/submit-request.ts';
import { submitRequestEndpoint } from '../../http/endpoints/requests.ts';
import { submitRequestEnv } from './env.ts';

const env = submitRequestEnv.parse(process.env);

const client = documentClient();
const stores = requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 });
const submitRequest = makeSubmitRequest({
  ...stores,
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
  readRows: dynamoRestrictionRows(client, env.RESTRICTIONS_TABLE),
  newId: newUlid,
});

export const handler = submitRequestEndpoint(
  {
    clock: systemClock,
    logger: new Logger(),
    principalClaim: env.PRINCIPAL_CLAIM,
    recordRefused: makeRecordRefusedCall(stores.log),
  },
  submitRequest,
);
