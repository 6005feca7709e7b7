import type { Problem } from '../core/policy/problem.ts';
import { ok, type Refusal, type Result, refuse } from '../core/result.ts';
import { type PolicyPorts, validateAgainst, type WrittenPolicy } from './check-policy.ts';
import { roleRefusal } from './not-allowed.ts';
import type { PolicyChange, PolicyWriter } from './ports.ts';

/** A policy that is refused says everything that is wrong with it. */
export type PolicyRefusal = Refusal & { readonly errors?: readonly Problem[] };

/**
 * Puts a policy into force, as one transaction with its audit record. Applying what is in force changes nothing, so a
 * repeat is harmless. A change that does not fit one transaction is refused, whole.
 */
export const makeApplyPolicy =
  ({ policy: reader, writer }: PolicyPorts) =>
  async ({ principal, policy }: WrittenPolicy): Promise<Result<{ readonly version: number }, PolicyRefusal>> => {
    const refused = roleRefusal(principal, ['administrator']);
    if (refused) return refused;
    const before = await reader.contents();
    const validated = validateAgainst(policy, before);
    if (!validated.ok) return invalid(validated.errors);
    return write(writer, { before, after: validated.policy, by: principal.id });
  };

const write = async (
  writer: PolicyWriter,
  change: PolicyChange,
): Promise<Result<{ version: number }, PolicyRefusal>> => {
  const items = writer.measure(change);
  const version = change.before?.version ?? 0;
  if (items === 0) return ok({ version });
  if (items > writer.limit) return tooLarge(items, writer.limit);
  return (await writer.apply(change)) === 'applied' ? ok({ version: version + 1 }) : conflict;
};

const invalid = (errors: readonly Problem[]) => {
  const count = errors.length === 1 ? '1 error' : `${errors.length} errors`;
  return refuse<PolicyRefusal>({
    rule: 'policy-invalid',
    reason: `The policy has ${count}; nothing was changed.`,
    errors,
  });
};

const tooLarge = (items: number, limit: number) =>
  refuse<PolicyRefusal>({
    rule: 'policy-too-large',
    reason: `The change writes ${items} items and one transaction takes ${limit}: apply it in smaller steps.`,
  });

const conflict = refuse<PolicyRefusal>({
  rule: 'policy-conflict',
  reason: 'Somebody else changed the policy meanwhile: look at it and apply yours again.',
});
