import { ulid } from 'ulid';
import { sessionRolesContract } from '../../support/contracts/session-roles-contract.ts';
import { inMemoryRoles } from '../../support/fakes/sessions.ts';

sessionRolesContract('in memory', inMemoryRoles().roles, {
  secret: 'countersign/orders-admin',
  verifier: 'v',
  newSession: () => ulid().toLowerCase(),
});
