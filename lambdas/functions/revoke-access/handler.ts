import { Logger } from '@aws-lambda-powertools/logger';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeRevokeAccess } from '../../application/requests/revoke-access.ts';
import { revokeAccessEndpoint } from '../../http/endpoints/request-commands.ts';
import { revokeAccessEnv } from './env.ts';

const env = revokeAccessEnv.parse(process.env);

const client = documentClient();
const revokeAccess = makeRevokeAccess({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
});

export const handler = revokeAccessEndpoint(
  { clock: systemClock, logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM },
  revokeAccess,
);
