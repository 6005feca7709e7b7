import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { postgresqlAccount } from '../../adapters/postgresql/database-account.ts';
import { newPassword } from '../../adapters/runtime/runtime.ts';
import { secretVersions } from '../../adapters/secretsmanager/secret-versions.ts';
import { makeRotatePassword } from '../../application/rotate-password.ts';
import { task } from '../task.ts';
import { rotatePasswordEnv } from './env.ts';

const env = rotatePasswordEnv.parse(process.env);
const rotatePassword = makeRotatePassword({
  versions: secretVersions(new SecretsManagerClient({})),
  account: postgresqlAccount(),
  newPassword,
  secretPrefix: env.SECRET_PREFIX,
});

const rotationEvent = z.object({
  Step: z.enum(['createSecret', 'setSecret', 'testSecret', 'finishSecret']),
  SecretId: z.string().min(1),
  ClientRequestToken: z.string().min(1),
});

export const handler = task(rotationEvent, ({ Step, SecretId, ClientRequestToken }) =>
  rotatePassword({ step: Step, secretId: SecretId, token: ClientRequestToken }),
);
