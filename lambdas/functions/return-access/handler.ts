import { Logger } from '@aws-lambda-powertools/logger';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeReturnAccess } from '../../application/requests/return-access.ts';
import { returnAccessEndpoint } from '../../http/endpoints/request-commands.ts';
import { returnAccessEnv } from './env.ts';

const env = returnAccessEnv.parse(process.env);

const client = documentClient();
const returnAccess = makeReturnAccess({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
});

export const handler = returnAccessEndpoint(
  { clock: systemClock, logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM },
  returnAccess,
);
