import type { Policy } from '../../../lambdas/core/policy/schema.ts';
import { aPolicy, type PolicyInput } from '../policy-builders.ts';

type GroupInput = NonNullable<PolicyInput['groups']>[number];
type ActionInput = NonNullable<GroupInput['viewPassword']>;
type ApprovalInput = NonNullable<ActionInput['approval']>;
type CredentialInput = NonNullable<PolicyInput['credentials']>[number];
type UserInput = NonNullable<PolicyInput['users']>[number];

/**
 * The policy of the use case tests. Ana (whose manager is eva) and the machine bot ask; bruno and carla are level 1,
 * dora is level 2; gone was disabled. Group 45 needs approval for orders-*, 7 gives reports away, 9 wants a reason,
 * 5 gives a session on stock-admin against a reason, and its password against an approval.
 */
export const vaultPolicy = (changes: VaultChanges = {}): Policy => aPolicy(vaultInput(changes));

/** The same policy as a person writes it. */
export const vaultInput = (changes: VaultChanges = {}): PolicyInput & Required<Pick<PolicyInput, 'groups'>> => ({
  settings: { timeZone: 'America/Sao_Paulo', notifyHandled: false, ...changes.settings },
  users: users.map((user) => ({ ...user, ...changes.users?.[user.id] })),
  credentials: credentials.map((credential) => ({ ...credential, ...changes.credentials?.[credential.id] })),
  groups: groupsWith(changes),
});

export interface VaultChanges {
  readonly settings?: PolicyInput['settings'];
  readonly users?: Readonly<Record<string, Partial<UserInput>>>;
  readonly credentials?: Readonly<Record<string, Partial<CredentialInput>>>;
  /** Of group 45. */
  readonly group?: Partial<GroupInput>;
  /** Of the approval of group 45 for viewing. */
  readonly approval?: Partial<ApprovalInput>;
  /** Replaces all groups. */
  readonly groups?: readonly GroupInput[];
}

const users: readonly UserInput[] = [
  { id: 'ana', name: 'Ana Souza', email: 'ana@example.com', manager: 'eva' },
  { id: 'bruno', name: 'Bruno Lima', email: 'bruno@example.com', timeZone: 'Europe/Lisbon' },
  { id: 'carla', name: 'Carla Reis', email: 'carla@nodmarc.example' },
  { id: 'dora', name: 'Dora Melo', email: 'dora@example.com', subject: 'sub-dora' },
  { id: 'eva', name: 'Eva Dias', email: 'eva@example.com' },
  { id: 'gone', name: 'Gone', email: 'gone@example.com', enabled: false },
  { id: 'bot', name: 'Bot', kind: 'machine', manager: 'eva' },
];

const credentials = [
  { id: 'orders-admin', username: 'orders_admin', device: 'orders-db' },
  { id: 'orders-batch', username: 'orders_batch', device: 'orders-db', rotate: 'when-used' as const },
  { id: 'reports-reader', username: 'reports_reader', device: 'reports-db' },
  { id: 'billing-admin', username: 'billing_admin', device: 'billing-db' },
  { id: 'stock-admin', username: 'stock_admin', device: 'stock-db' },
  { id: 'vault-root', username: 'root', device: 'vault' },
];

const levels = [
  { approvers: ['bruno', 'carla'], approvals: 1, disapprovals: 1 },
  { approvers: ['dora'], approvals: 1, disapprovals: 1 },
];

const group = (id: number, device: string, more: Partial<GroupInput>): GroupInput => ({
  id,
  name: `Group ${id}`,
  members: { users: ['ana', 'bot', 'gone'] },
  criteria: { devices: [device] },
  ...more,
});

const groupsWith = ({ group: changed, approval, groups }: VaultChanges): GroupInput[] =>
  groups ? [...groups] : [ordersGroup(changed, approval), ...otherGroups];

const ordersGroup = (changed: VaultChanges['group'], approval: VaultChanges['approval']): GroupInput =>
  group(45, 'orders-db', {
    viewPassword: {
      allowed: true,
      approval: { required: true, levels, emergency: true, maxWindow: 'PT4H', ...approval },
    },
    startSession: { allowed: true, approval: { required: true, levels, maxWindow: 'PT4H' } },
    ...changed,
  });

const otherGroups: readonly GroupInput[] = [
  group(7, 'reports-db', { viewPassword: { allowed: true } }),
  group(9, 'billing-db', {
    viewPassword: {
      allowed: true,
      justification: 'required',
      reasons: ['Incident', 'Change'],
      ticket: { required: true, pattern: '^INC[0-9]+$' },
    },
  }),
  group(5, 'stock-db', {
    viewPassword: { allowed: true, approval: { required: true, levels: [{ approvers: ['carla'] }] } },
    startSession: { allowed: true, justification: 'required' },
  }),
];
