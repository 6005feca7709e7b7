import type { Policy } from '../../lambdas/core/policy/schema.ts';
import { validatePolicy } from '../../lambdas/core/policy/validate-policy.ts';
import type { PolicyInput } from '../support/policy-builders.ts';
import type { Random } from './engine/random.ts';

type GroupInput = NonNullable<PolicyInput['groups']>[number];
type ApprovalInput = NonNullable<NonNullable<GroupInput['viewPassword']>['approval']>;

/** Who asks; ben approves as well, and the bot is a machine. */
export const requesters = ['ana', 'ben', 'bot'];
export const approvers = ['ben', 'carla', 'dora', 'edu', 'fabio', 'gil'];
export const credentials = ['alpha', 'beta', 'gamma'];

const users: PolicyInput['users'] = [
  { id: 'ana', email: 'ana@example.com', manager: 'gil' },
  { id: 'ben', email: 'ben@example.com' },
  { id: 'bot', kind: 'machine', manager: 'gil' },
  { id: 'carla', email: 'carla@example.com' },
  { id: 'dora', email: 'dora@example.com' },
  { id: 'edu', email: 'edu@example.com' },
  { id: 'fabio', email: 'fabio@nodmarc.example' },
  { id: 'gil', email: 'gil@example.com' },
];

const anyLevel = (random: Random) => ({
  approvers: random.some(approvers, 2),
  approvals: random.pick([1, 1, 2]),
  disapprovals: random.pick([1, 1, 2]),
});

const anyApproval = (random: Random): ApprovalInput => ({
  required: true,
  levels: Array.from({ length: random.pick([1, 2, 2, 3]) }, () => anyLevel(random)),
  inLevels: random.chance(0.8),
  addManager: random.chance(0.3),
  allowStuck: true,
  emergency: random.chance(0.6),
  review: { within: 'PT30M' },
  maxWindow: random.pick(['PT10M', 'PT30M', 'PT1H']),
  pendingTtl: random.pick(['PT5M', 'PT20M', 'PT2H']),
  // The world begins shortly before 13:00, vault time.
  when: random.chance(0.2) ? { hours: [{ from: '13:00', to: '13:59' }] } : undefined,
  outside: random.pick(['justification', 'approval', 'deny']),
});

/** A group that gives some credentials away, against a reason, or against approvals. */
export const anyGroup = (random: Random, id: number): GroupInput => ({
  id,
  name: `Group ${id}`,
  members: { users: random.some(requesters, 2) },
  criteria: { devices: random.some(credentials, 1) },
  viewPassword: anyAction(random),
  startSession: anyAction(random),
});

const anyAction = (random: Random): GroupInput['viewPassword'] =>
  random.chance(0.75)
    ? { allowed: true, approval: anyApproval(random) }
    : {
        allowed: true,
        justification: random.pick(['required', 'none']),
        justificationValidity: random.pick(['PT0S', 'PT10M']),
      };

const anyInput = (random: Random): PolicyInput => ({
  settings: { timeZone: 'America/Sao_Paulo', maxSession: 'PT10M' },
  users,
  credentials: credentials.map((id) => ({
    id,
    username: id,
    device: id,
    target: { engine: 'postgres', host: 'db.internal', port: 5432, node: 'mi-0123456789abcdef0' },
    rotate: id === 'beta' ? 'when-used' : 'always',
    exclusive: id === 'alpha',
    rotateWithin: random.pick(['PT24H', 'PT10M']),
    rotateAfterUse: id === 'gamma' ? 'PT5M' : undefined,
  })),
  groups: Array.from({ length: random.between(1, 4) }, (_, index) => anyGroup(random, (index + 1) * 10)),
});

const ATTEMPTS = 50;

/** A valid policy for a world: one to four groups of one to three levels, with quorums, pools and emergencies. */
export const anyPolicy = (random: Random): Policy => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const validated = validatePolicy(anyInput(random));
    if (validated.ok) return validated.policy;
  }
  throw new Error('no valid policy was found');
};
