import { Logger } from '@aws-lambda-powertools/logger';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeReviewEmergency } from '../../application/requests/review-emergency.ts';
import { reviewEmergencyEndpoint } from '../../http/endpoints/request-commands.ts';
import { reviewEmergencyEnv } from './env.ts';

const env = reviewEmergencyEnv.parse(process.env);

const client = documentClient();
const reviewEmergency = makeReviewEmergency({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
});

export const handler = reviewEmergencyEndpoint(
  { clock: systemClock, logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM },
  reviewEmergency,
);
