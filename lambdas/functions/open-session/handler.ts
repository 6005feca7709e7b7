import { Logger } from '@aws-lambda-powertools/logger';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SSMClient } from '@aws-sdk/client-ssm';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { dynamoRestrictionRows } from '../../adapters/dynamodb/restriction-rows.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { lambdaSessionRoles } from '../../adapters/lambda/session-roles.ts';
import { newSessionPassword } from '../../adapters/postgresql/new-session-password.ts';
import { withFaults } from '../../adapters/runtime/as-fault.ts';
import { newUlid, sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { ssmSessionChannel } from '../../adapters/ssm/session-channel.ts';
import { makeOpenSession } from '../../application/sessions/open-session.ts';
import { openSessionEndpoint } from '../../http/endpoints/sessions.ts';
import { openSessionEnv } from './env.ts';

const env = openSessionEnv.parse(process.env);

const client = documentClient();
const openSession = makeOpenSession({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
  readRows: dynamoRestrictionRows(client, env.RESTRICTIONS_TABLE),
  newId: newUlid,
  newPassword: newSessionPassword,
  roles: lambdaSessionRoles(withFaults(new LambdaClient({})), env.SESSION_ROLES_FUNCTION_ARN),
  channel: ssmSessionChannel(withFaults(new SSMClient({})), env.SESSION_DOCUMENT),
});

export const handler = openSessionEndpoint({ logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM }, openSession);
