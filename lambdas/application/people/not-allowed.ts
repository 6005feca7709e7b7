import { type Refusal, refuse } from '../../core/result.ts';
import type { VaultLog } from '../ports/ports.ts';
import type { Principal, Role } from './principal.ts';

/** The refusal of somebody who has none of `roles`, or undefined for those who have one. */
export const roleRefusal = (
  { roles }: Principal,
  needed: readonly Role[],
): { readonly ok: false; readonly refusal: Refusal } | undefined =>
  needed.some((role) => roles.includes(role))
    ? undefined
    : refuse({ rule: 'not-allowed', reason: `Only an ${needed.join(' or ')} may do this.` });

/** A call that was refused before a use case saw it. */
export interface RefusedCall {
  readonly actor: string;
  readonly operation: string;
  readonly rule: string;
  readonly field?: string | undefined;
}

/** Records that somebody called without the role that it demands, or with what cannot be read (threats.md R-03). */
export type RecordRefusedCall = (call: RefusedCall) => Promise<void>;

export const makeRecordRefusedCall =
  (log: VaultLog): RecordRefusedCall =>
  ({ actor, operation, rule, field }) =>
    log.append({ type: 'CallRefused', actor, detail: { operation, rule, field: field ?? null } });
