import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SSMClient } from '@aws-sdk/client-ssm';
import * as z from 'zod';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { lambdaSessionRoles } from '../../adapters/lambda/session-roles.ts';
import { pause, sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { rotateSecret } from '../../adapters/secretsmanager/rotate-secret.ts';
import { endSsmChannels } from '../../adapters/ssm/session-channel.ts';
import { makeCloseAccess } from '../../application/closing/close-access.ts';
import { makeEndSessions } from '../../application/sessions/end-sessions.ts';
import { task } from '../task.ts';
import { closeAccessEnv } from './env.ts';

const env = closeAccessEnv.parse(process.env);
const client = documentClient();
const closeAccess = makeCloseAccess({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
  endSessions: makeEndSessions({
    roles: lambdaSessionRoles(new LambdaClient({}), env.SESSION_ROLES_FUNCTION_ARN),
    channel: { end: endSsmChannels(new SSMClient({})) },
  }),
  pause,
  // Looks for ten seconds; after that Step Functions calls again.
  rotateSecret: rotateSecret(new SecretsManagerClient({}), {
    functionArn: env.ROTATION_FUNCTION_ARN,
    looks: 8,
    pauseMillis: 200,
    pause,
  }),
});

export const handler = task(z.object({ requestId: z.string().min(1) }), ({ requestId }) => closeAccess(requestId));
