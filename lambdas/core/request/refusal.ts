import type { Refusal } from '../result.ts';
import type { Rule } from './transitions.ts';

/** A command that the product says no to; `reason` is one sentence for the person, `field` the part that caused it. */
export type RequestRefusal = Refusal & { readonly rule: Rule };

export const refusal = (rule: Rule, reason: string, field?: string): RequestRefusal =>
  field === undefined ? { rule, reason } : { rule, reason, field };
