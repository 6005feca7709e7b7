import { Logger } from '@aws-lambda-powertools/logger';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeListUndelivered } from '../../application/mail-in/list-undelivered.ts';
import { makeRecordRefusedCall } from '../../application/people/not-allowed.ts';
import { listUndeliveredEndpoint } from '../../http/endpoints/undelivered.ts';
import { listUndeliveredEnv } from './env.ts';

const env = listUndeliveredEnv.parse(process.env);
const client = documentClient();
const stores = requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 });
const listUndelivered = makeListUndelivered({ ...stores, policy: dynamoPolicyReader(client, env.POLICY_TABLE) });

export const handler = listUndeliveredEndpoint(
  { logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM, recordRefused: makeRecordRefusedCall(stores.log) },
  listUndelivered,
);
