import { makeOpenSession, type OpenSessionPorts } from '../../../lambdas/application/sessions/open-session.ts';
import { inMemoryChannels, inMemoryRoles } from './sessions.ts';
import { approved } from './steps.ts';
import { type VaultChanges, vaultPolicy } from './vault-policy.ts';
import { aWorld, principal, type World } from './world.ts';

type CredentialChanges = NonNullable<VaultChanges['credentials']>[string];

/** Where the sessions of this vault go. */
export const target = { engine: 'postgres', host: 'orders-db.internal', port: 5432, node: 'mi-0123456789abcdef0' };

/** A session that is given at once, against a reason. */
export const STOCK = {
  credentialId: 'stock-admin',
  action: 'start_session',
  justification: 'Count the stock',
} as const;

/** A vault whose credentials have a target, with roles and channels to look at. */
export const aSessionVault = (orders: CredentialChanges = {}) => {
  const credentials = { 'orders-admin': { target, ...orders }, 'stock-admin': { target } };
  const world = aWorld({ policy: vaultPolicy({ credentials }) });
  const { roles, all } = inMemoryRoles();
  const { channel, all: channels } = inMemoryChannels();
  const newPassword = () => ({ password: 'of the session', verifier: 'verifier' });
  const ports: OpenSessionPorts = { ...world.ports, roles, channel, newPassword };
  return { world, ports, roles: all, channels };
};

/** A session that was approved for a window of today. */
export const anOpenAccess = (world: World, { from, to } = { from: '17:00', to: '19:00' }): Promise<string> =>
  approved(world, {
    action: 'start_session',
    window: { start: Date.parse(`2026-11-24T${from}:00Z`), end: Date.parse(`2026-11-24T${to}:00Z`) },
  });

/** Somebody opens a session. */
export const opening = (ports: OpenSessionPorts, requestId: string, by = 'ana') =>
  makeOpenSession(ports)({ principal: principal(by), requestId });
