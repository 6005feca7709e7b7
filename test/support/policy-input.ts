import type { Finding } from '../../lambdas/core/policy/problem.ts';
import type { Policy } from '../../lambdas/core/policy/schema.ts';
import { validatePolicy } from '../../lambdas/core/policy/validate-policy.ts';

type Json = { [field: string]: unknown };

/** A small valid policy as parsed YAML, of which tests spoil one part. Ana and Bruno ask, Carla and Dora approve. */
export const validInput = (): Json => ({
  version: 1,
  settings: { timeZone: 'America/Sao_Paulo' },
  users: [
    { id: 'ana', name: 'Ana', email: 'ana@example.com', department: 'dba', manager: 'carla' },
    { id: 'bruno', name: 'Bruno', email: 'bruno@example.com', department: 'dba', manager: 'carla' },
    { id: 'carla', name: 'Carla', email: 'carla@example.com' },
    { id: 'dora', name: 'Dora', email: 'dora@example.com' },
    { id: 'gone', name: 'Gone', email: 'gone@example.com', enabled: false },
    { id: 'bot', name: 'Bot', email: 'bot@example.com', kind: 'machine' },
  ],
  credentials: [{ id: 'orders-admin', username: 'orders_admin', device: 'orders-db' }],
  groups: [
    {
      id: 45,
      name: 'Production databases',
      members: { departments: ['dba'] },
      viewPassword: { allowed: true, approval: { required: true, levels: [{ approvers: ['carla'] }] } },
    },
  ],
});

type Step = string | number;

const holder = (root: unknown, path: readonly Step[]): Json =>
  path.reduce<unknown>((at, step) => (at as Json)[step], root) as Json;

/** The valid input with one field set (`undefined` removes it); the path is written `groups.0.id`. */
export const withField = (path: string, value: unknown): Json => {
  const input = validInput();
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const place = holder(input, steps);
  if (value === undefined) delete place[last];
  else place[last] = value;
  return input;
};

/** The approval of group 45 with some fields changed. */
export const withApproval = (approval: Json, more: Json = {}): Json => ({
  ...withField('groups.0.viewPassword.approval', {
    required: true,
    levels: [{ approvers: ['carla'] }],
    ...approval,
  }),
  ...more,
});

/** `path rule` of every error. */
export const errorsOf = (input: unknown): string[] => {
  const validated = validatePolicy(input);
  return validated.ok ? [] : validated.errors.map(({ path, rule }) => `${path} ${rule}`);
};

export const messagesOf = (input: unknown): Pick<Finding, 'message' | 'fix'>[] => {
  const validated = validatePolicy(input);
  return validated.ok ? [] : validated.errors.map(({ message, fix }) => ({ message, fix }));
};

export const policyOf = (input: unknown): Policy => {
  const validated = validatePolicy(input);
  if (validated.ok) return validated.policy;
  throw new Error(JSON.stringify(validated.errors));
};
