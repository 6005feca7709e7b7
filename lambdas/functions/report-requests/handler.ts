import { Logger } from '@aws-lambda-powertools/logger';

import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeRecordRefusedCall } from '../../application/people/not-allowed.ts';
import { makeReportRequests } from '../../application/requests/report-requests.ts';
import { reportRequestsEndpoint } from '../../http/endpoints/report.ts';
import { reportRequestsEnv } from './env.ts';

const env = reportRequestsEnv.parse(process.env);

const client = documentClient();
const stores = requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 });
const reportRequests = makeReportRequests(stores);

export const handler = reportRequestsEndpoint(
  {
    clock: systemClock,
    logger: new Logger(),
    principalClaim: env.PRINCIPAL_CLAIM,
    recordRefused: makeRecordRefusedCall(stores.log),
  },
  reportRequests,
);
