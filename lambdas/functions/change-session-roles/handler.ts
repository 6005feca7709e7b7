import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { postgresqlSessionRoles } from '../../adapters/postgresql/session-roles.ts';
import { systemClock } from '../../adapters/runtime/runtime.ts';
import { databaseSecrets } from '../../adapters/secretsmanager/database-secrets.ts';
import { makeChangeSessionRoles } from '../../application/sessions/change-session-roles.ts';
import { task } from '../task.ts';
import { changeSessionRolesEnv } from './env.ts';
import { obey, sessionRoleOrder } from './order.ts';

const env = changeSessionRolesEnv.parse(process.env);
const roles = makeChangeSessionRoles({
  secrets: databaseSecrets(new SecretsManagerClient({})),
  roles: postgresqlSessionRoles(systemClock),
  secretPrefix: env.SECRET_PREFIX,
});

export const handler = task(sessionRoleOrder, (order) => obey(roles, order));
