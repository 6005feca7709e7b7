import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { pause, sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { rotateSecret } from '../../adapters/secretsmanager/rotate-secret.ts';
import { makeChangeOwedPassword } from '../../application/closing/change-owed-password.ts';
import { task } from '../task.ts';
import { changeOwedPasswordEnv } from './env.ts';

const env = changeOwedPasswordEnv.parse(process.env);
const client = documentClient();
const changeOwedPassword = makeChangeOwedPassword({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
  // Looks for ten seconds; after that the sweeper calls again.
  rotateSecret: rotateSecret(new SecretsManagerClient({}), {
    functionArn: env.ROTATION_FUNCTION_ARN,
    looks: 8,
    pauseMillis: 200,
    pause,
  }),
});

export const handler = task(z.object({ credentialId: z.string().min(1) }), ({ credentialId }) =>
  changeOwedPassword(credentialId),
);
