import type { PolicySource, Problem } from '../lambdas/core/policy/problem.ts';
import type { Policy } from '../lambdas/core/policy/schema.ts';
import { validatePolicy } from '../lambdas/core/policy/validate-policy.ts';
import { parsePolicyText } from './policy-text.ts';
import type { Terminal } from './terminal.ts';

/** A valid policy with what was written (`input`) and the text it was read from, or everything that is wrong with the file. */
export type PolicyRead =
  | { readonly ok: true; readonly policy: Policy; readonly input: unknown; readonly source: PolicySource }
  | { readonly ok: false; readonly errors: Problem[] };

const reasonOf = (error: unknown): string => {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'there is no such file';
  return error instanceof Error ? error.message : String(error);
};

const unreadable = (file: string, error: unknown): PolicyRead => {
  const message = `${file} cannot be read: ${reasonOf(error)}`;
  return { ok: false, errors: [{ path: '(policy)', rule: 'file', message, fix: 'name a policy file' }] };
};

/** Reads and validates a policy file; whatever is wrong with it is a value. */
export const readPolicy = async (file: string, terminal: Terminal): Promise<PolicyRead> => {
  const text = await terminal.readFile(file).catch((error: unknown) => ({ error }));
  if (typeof text !== 'string') return unreadable(file, text.error);
  const parsed = parsePolicyText(text);
  if (!parsed.ok) return parsed;
  const validated = validatePolicy(parsed.input, parsed.source);
  return validated.ok ? { ...validated, input: parsed.input, source: parsed.source } : validated;
};
