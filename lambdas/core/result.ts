/** Why the product says no: a value, never thrown (style.md 5.7). `rule` is a stable kebab-case name. */
export type Refusal = { readonly rule: string; readonly reason: string; readonly field?: string };

/** The outcome of a decision of the core: a value, or a refusal that the caller must look at. */
export type Result<T, R = Refusal> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: R };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const refuse = <R = Refusal>(refusal: R): { readonly ok: false; readonly refusal: R } => ({
  ok: false,
  refusal,
});
