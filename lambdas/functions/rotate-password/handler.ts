import { IAMClient } from '@aws-sdk/client-iam';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod';
import { accessKeyTarget } from '../../adapters/iam/rotation-target.ts';
import { withConnection } from '../../adapters/postgresql/connection.ts';
import { postgresqlTarget } from '../../adapters/postgresql/rotation-target.ts';
import { newPassword, pause } from '../../adapters/runtime/runtime.ts';
import { databaseSecrets } from '../../adapters/secretsmanager/database-secrets.ts';
import { secretVersions } from '../../adapters/secretsmanager/secret-versions.ts';
import { makeRotatePassword } from '../../application/closing/rotate-password.ts';
import { task } from '../task.ts';
import { rotatePasswordEnv } from './env.ts';

const env = rotatePasswordEnv.parse(process.env);
const secrets = new SecretsManagerClient({});
const rotatePassword = makeRotatePassword({
  versions: secretVersions(secrets),
  targets: {
    postgres: postgresqlTarget({ readRotator: databaseSecrets(secrets).readRotator, newPassword, withConnection }),
    // A new key takes some seconds to be known everywhere.
    'aws-iam': accessKeyTarget({
      iam: new IAMClient({}),
      sts: (credentials) => new STSClient({ credentials }),
      looks: 20,
      pauseMillis: 1000,
      pause,
    }),
  },
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
