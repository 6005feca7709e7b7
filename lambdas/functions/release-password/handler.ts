import { Logger } from '@aws-lambda-powertools/logger';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { dynamoPolicyReader } from '../../adapters/dynamodb/policy-reader.ts';
import { dynamoRestrictionRows } from '../../adapters/dynamodb/restriction-rows.ts';
import { requestStores } from '../../adapters/dynamodb/stores.ts';
import { documentClient } from '../../adapters/dynamodb/table.ts';
import { withFaults } from '../../adapters/runtime/as-fault.ts';
import { sha256, systemClock } from '../../adapters/runtime/runtime.ts';
import { readSecret } from '../../adapters/secretsmanager/read-secret.ts';
import { secretExists } from '../../adapters/secretsmanager/secret-exists.ts';
import { makeReleasePassword } from '../../application/release/release-password.ts';
import { releasePasswordEndpoint } from '../../http/endpoints/request-commands.ts';
import { releasePasswordEnv } from './env.ts';

const env = releasePasswordEnv.parse(process.env);

const client = documentClient();
const secrets = withFaults(new SecretsManagerClient({}));
const releasePassword = makeReleasePassword({
  ...requestStores(client, env.REQUESTS_TABLE, { clock: systemClock, digest: sha256 }),
  policy: dynamoPolicyReader(client, env.POLICY_TABLE),
  readRows: dynamoRestrictionRows(client, env.RESTRICTIONS_TABLE),
  readSecret: readSecret(secrets),
  secretExists: secretExists(secrets),
});

export const handler = releasePasswordEndpoint(
  { logger: new Logger(), principalClaim: env.PRINCIPAL_CLAIM },
  releasePassword,
);
