import { Logger } from '@aws-lambda-powertools/logger';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { dynamoRestrictionRows } from '../../adapters/dynamodb/restriction-rows.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { newUlid, sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeAskExtension } from '../../application/requests/ask-extension.ts';
import { askExtensionEndpoint } from '../../http/endpoints/extension.ts';
import { askExtensionEnv } from './env.ts';

const env = askExtensionEnv.parse(process.env);

const client = documentClient();
const askExtension = makeAskExtension({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
  readRows: dynamoRestrictionRows(client, env.RESTRICTIONS_TABLE),
  newId: newUlid,
});

export const handler = askExtensionEndpoint(
  { clock: systemClock, logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM },
  askExtension,
);
