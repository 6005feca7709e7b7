import { ulid } from 'ulid';
import { afterAll } from 'vitest';
import { scramVerifier } from '../../../lambdas/adapters/postgresql/scram-verifier.ts';
import { postgresqlSessionRoles } from '../../../lambdas/adapters/postgresql/session-roles.ts';
import { makeChangeSessionRoles } from '../../../lambdas/application/sessions/change-session-roles.ts';
import { sessionRolesContract } from '../../support/contracts/session-roles-contract.ts';
import { aDatabase } from './a-database.ts';

const database = await aDatabase();
afterAll(() => database.stop());

const secrets = { readCurrent: async () => database.at.secret, readRotator: async () => database.at.rotator };
const roles = makeChangeSessionRoles({
  secrets,
  roles: postgresqlSessionRoles(Date.now),
  secretPrefix: 'countersign/',
});

sessionRolesContract('PostgreSQL', roles, {
  secret: 'countersign/orders-admin',
  verifier: scramVerifier('of the session'),
  newSession: () => ulid().toLowerCase(),
});
