import { Logger } from '@aws-lambda-powertools/logger';
import { dynamoCustodyStore } from '../../adapters/dynamodb/custody-store.ts';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { dynamoQuarantine } from '../../adapters/dynamodb/quarantine.ts';
import { dynamoRestrictionRows } from '../../adapters/dynamodb/restriction-rows.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { systemClock } from '../../adapters/runtime/runtime.ts';
import { makeListCredentials } from '../../application/access/list-credentials.ts';
import { listCredentialsEndpoint } from '../../http/endpoints/credentials.ts';
import { listCredentialsEnv } from './env.ts';

const env = listCredentialsEnv.parse(process.env);

const client = documentClient();
const listCredentials = makeListCredentials({
  clock: systemClock,
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
  readRows: dynamoRestrictionRows(client, env.RESTRICTIONS_TABLE),
  quarantine: dynamoQuarantine(client, env.REQUESTS_TABLE),
  custody: dynamoCustodyStore(client, env.REQUESTS_TABLE),
});

export const handler = listCredentialsEndpoint(
  { logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM },
  listCredentials,
);
