import type { Problem } from '../../core/policy/problem.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { roleRefusal } from '../people/not-allowed.ts';
import type { Idempotency, Principal } from '../people/principal.ts';
import type { PolicyChange, PolicyWriter, VaultLog } from '../ports/ports.ts';
import { keyOf, keyReused } from '../remember.ts';
import { type CheckPorts, validateAgainst, type WrittenPolicy } from './check-policy.ts';

export type ApplyPorts = CheckPorts & { readonly writer: PolicyWriter; readonly log: VaultLog };

/** A policy that is refused says everything that is wrong with it. */
export type PolicyRefusal = Refusal & { readonly errors?: readonly Problem[] };
type Applied = Result<{ readonly version: number }, PolicyRefusal>;

/**
 * Puts a policy into force, as one transaction with its audit record. Applying what is in force changes nothing; a repeat
 * of the same call is answered from memory, so that it never undoes what another administrator did in between. A change
 * that does not fit one transaction is refused, whole.
 */
export const makeApplyPolicy =
  (ports: ApplyPorts) =>
  async (written: WrittenPolicy & { readonly idempotency?: Idempotency | undefined }): Promise<Applied> => {
    const { principal, policy, idempotency } = written;
    const refused = roleRefusal(principal, ['administrator']);
    if (refused) return refused;
    const remember = idempotency && { ...idempotency, key: `policy:${keyOf(principal.id, idempotency)}` };
    const earlier = remember && (await recallApplied(ports.writer, remember));
    const outcome = earlier ?? (await validateAndWrite(ports, { policy, by: principal.id, remember }));
    if (!outcome.ok) await recordRefused(ports.log, principal, outcome.refusal.rule);
    return outcome;
  };

/** Which of two administrators came too late is visible as well (threats.md R-03). */
const recordRefused = (log: VaultLog, { id }: Principal, rule: string): Promise<void> =>
  log.append({ type: 'PolicyRefused', actor: id, detail: { rule } });

const recallApplied = async (
  writer: PolicyWriter,
  { key, bodyDigest }: NonNullable<PolicyChange['remember']>,
): Promise<Applied | undefined> => {
  const earlier = await writer.remembered(key);
  if (!earlier) return undefined;
  return earlier.bodyDigest === bodyDigest ? ok({ version: earlier.version }) : keyReused;
};

const validateAndWrite = async (
  { policy: reader, meter, writer, secretPrefix }: ApplyPorts,
  { policy, by, remember }: Pick<PolicyChange, 'by' | 'remember'> & { readonly policy: unknown },
): Promise<Applied> => {
  const before = await reader.contents();
  const validated = validateAgainst(policy, before, secretPrefix);
  if (!validated.ok) return invalid(validated.errors);
  const change = { before, after: validated.policy, by, remember };
  const items = meter.measure(change);
  const version = before?.version ?? 0;
  if (items === 0) return ok({ version });
  if (items > meter.limit) return tooLarge(items, meter.limit);
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
