import type { Problem } from '../lambdas/core/policy/problem.ts';
import { ok, type Result, refuse } from '../lambdas/core/result.ts';
import { applyPolicy } from '../lambdas/http/contract/policy.ts';
import { problem } from '../lambdas/http/contract/problem.ts';
import type { Caller } from './caller.ts';
import { reasonOf } from './reason-of.ts';

type Sent = Result<{ version: number }, Problem[]>;

const fixes: Readonly<Record<number, string>> = {
  401: 'give a token of this API that has not expired: --token, COUNTERSIGN_TOKEN, or --as with a local cloud',
  403: 'apply it as an administrator',
  404: 'name the API with its stage: --api',
  409: 'look at the policy that is in force now, then apply again',
};

const problemFor = (status: number, message: string, about: { path?: string; rule?: string } = {}): Problem => ({
  path: about.path ?? '(api)',
  rule: about.rule ?? `http-${status}`,
  message: `${status}: ${message}`,
  fix: fixes[status] ?? (status >= 500 ? 'try again; the log of apply-policy says why' : 'mend it and apply again'),
});

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the schemas below refuse it, and the text itself is shown
  }
};

/** What the answer says is wrong: every error of the policy, else the problem, else the answer as it came. */
const problemsOf = (status: number, text: string): Problem[] => {
  const told = problem.safeParse(parseJson(text));
  if (!told.success) return [problemFor(status, text.slice(0, 300) || 'an empty answer')];
  const { detail, field, rule, errors = [] } = told.data;
  if (errors.length === 0) return [problemFor(status, detail, { rule, ...(field !== undefined && { path: field }) })];
  return errors.map(({ line, ...error }) => (line === undefined ? error : { ...error, line }));
};

const unreachable = (url: string, error: unknown): Problem => ({
  path: '(api)',
  rule: 'api-unreachable',
  message: `${url} cannot be reached: ${reasonOf(error)}`,
  fix: 'check --api; a local cloud is started with npm start',
});

/** Puts a policy into force through the API; gives the version, or everything that the API says is wrong. */
export const sendPolicy = async ({ apiUrl, token }: Caller, policy: unknown): Promise<Sent> => {
  const url = `${apiUrl.replace(/\/+$/, '')}${applyPolicy.path}`;
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'idempotency-key': crypto.randomUUID(),
  };
  try {
    // a redirect would carry the policy to another place
    const call = { method: applyPolicy.method, headers, body: JSON.stringify(policy), redirect: 'error' } as const;
    const response = await fetch(url, call);
    const text = await response.text();
    const applied = applyPolicy.answer.safeParse(parseJson(text));
    return response.ok && applied.success ? ok(applied.data) : refuse(problemsOf(response.status, text));
  } catch (error) {
    return refuse([unreachable(url, error)]);
  }
};
