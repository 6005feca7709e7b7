import { Logger } from '@aws-lambda-powertools/logger';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { dynamoRestrictionRows } from '../../adapters/dynamodb/restriction-rows.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeUseEmergency } from '../../application/requests/use-emergency.ts';
import { useEmergencyEndpoint } from '../../http/endpoints/request-commands.ts';
import { useEmergencyEnv } from './env.ts';

const env = useEmergencyEnv.parse(process.env);

const client = documentClient();
const useEmergency = makeUseEmergency({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
  readRows: dynamoRestrictionRows(client, env.RESTRICTIONS_TABLE),
});

export const handler = useEmergencyEndpoint(
  { clock: systemClock, logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM },
  useEmergency,
);
