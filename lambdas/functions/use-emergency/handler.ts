import { Logger } from '@aws-lambda-powertools/logger';
import { policyReader, requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { makeUseEmergency } from '../../application/use-emergency.ts';
import { useEmergencyEndpoint } from '../../http/endpoints/request-commands.ts';
import { useEmergencyEnv } from './env.ts';

const env = useEmergencyEnv.parse(process.env);

const client = documentClient();
const tables = { policy: env.POLICY_TABLE, restrictions: env.RESTRICTIONS_TABLE };
const useEmergency = makeUseEmergency({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: policyReader(client, tables),
});

export const handler = useEmergencyEndpoint(
  { clock: systemClock, logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM },
  useEmergency,
);
