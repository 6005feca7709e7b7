import { type Refusal, refuse } from '../core/result.ts';
import type { Principal, Role } from './principal.ts';

/** The refusal of somebody who has none of `roles`, or undefined for those who have one. */
export const roleRefusal = (
  { roles }: Principal,
  needed: readonly Role[],
): { readonly ok: false; readonly refusal: Refusal } | undefined =>
  needed.some((role) => roles.includes(role))
    ? undefined
    : refuse({ rule: 'not-allowed', reason: `Only an ${needed.join(' or ')} may do this.` });
