import type * as z from 'zod';
import type { Credential, Group, Policy, policySchema, User } from '../../lambdas/core/policy/schema.ts';
import { validatePolicy } from '../../lambdas/core/policy/validate-policy.ts';

/** A policy as a person writes it: everything that has a default may be left out. */
export type PolicyInput = z.input<typeof policySchema>;
type UserInput = NonNullable<PolicyInput['users']>[number];
type CredentialInput = NonNullable<PolicyInput['credentials']>[number];
type GroupInput = NonNullable<PolicyInput['groups']>[number];

const people = ['ana', 'bruno', 'carla', 'dora', 'eva'];

const written = {
  user: (id: string): UserInput => ({ id, name: id, email: `${id}@example.com` }),
  credential: (): CredentialInput => ({ id: 'orders-admin', username: 'orders_admin', device: 'orders-db' }),
  group: (): GroupInput => ({ id: 45, name: 'Production databases', members: { users: ['ana'] } }),
};

/** A valid policy: by default ana to eva, the credential orders-admin, and group 45 that relates ana to it. */
export const aPolicy = (input: PolicyInput = {}): Policy => {
  const validated = validatePolicy({
    users: people.map(written.user),
    credentials: [written.credential()],
    groups: [{ ...written.group(), viewPassword: { allowed: true } }],
    ...input,
  });
  if (validated.ok) return validated.policy;
  throw new Error(validated.errors.map(({ path, message }) => `${path}: ${message}`).join('\n'));
};

const only = <T>(things: readonly T[]): T => {
  const [thing] = things;
  if (thing === undefined) throw new Error('the builder made nothing');
  return thing;
};

/** A valid user, by default ana. */
export const aUser = (input: Partial<UserInput> = {}): User =>
  only(aPolicy({ users: [{ ...written.user(input.id ?? 'ana'), ...input }], groups: [] }).users);

/** A valid credential, by default orders-admin on orders-db. */
export const aCredential = (input: Partial<CredentialInput> = {}): Credential =>
  only(aPolicy({ credentials: [{ ...written.credential(), ...input }] }).credentials);

/** A valid group, by default 45 with the member ana and no action allowed; its approvers are among ana to eva. */
export const aGroup = (input: Partial<GroupInput> = {}): Group =>
  only(aPolicy({ groups: [{ ...written.group(), ...input }] }).groups);
