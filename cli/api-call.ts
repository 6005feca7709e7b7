import type * as z from 'zod';
import { ok, type Refusal, type Result, refuse } from '../lambdas/core/result.ts';
import { problem } from '../lambdas/http/contract/problem.ts';
import type { Route } from '../lambdas/http/contract/route.ts';
import type { Caller } from './caller.ts';
import { reasonOf } from './reason-of.ts';

/** A refusal of the API, or why there was no answer. */
export type ApiRefusal = Refusal & { readonly status?: number };

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the schemas below refuse it
  }
};

const refused = (status: number, text: string): ApiRefusal => {
  const told = problem.safeParse(parseJson(text));
  if (told.success) return { rule: told.data.rule, reason: told.data.detail, status };
  return { rule: `http-${status}`, reason: `the API answered ${status}: ${text.slice(0, 300) || 'nothing'}`, status };
};

/** What a call carries: the request that it is about, a body of its own, a query. */
export interface Carried {
  readonly id?: string;
  readonly body?: object;
  readonly query?: Readonly<Record<string, string>>;
}

/** Calls a route of the API; the answer is what the contract says, or a refusal. */
export const callRoute = async <R extends Pick<Route, 'method' | 'path' | 'answer'>>(
  { apiUrl, token }: Caller,
  route: R,
  { id = '', body = {}, query = {} }: Carried,
): Promise<Result<z.output<R['answer']>, ApiRefusal>> => {
  const search = new URLSearchParams(query).toString();
  const path = route.path.replace('{id}', encodeURIComponent(id));
  const url = `${apiUrl.replace(/\/+$/, '')}${path}${search === '' ? '' : `?${search}`}`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const sent = route.method === 'POST' ? { body: JSON.stringify(body) } : {};
  try {
    const response = await fetch(url, { method: route.method, headers, redirect: 'error', ...sent });
    const text = await response.text();
    const answer = route.answer.safeParse(parseJson(text));
    return response.ok && answer.success
      ? ok(answer.data as z.output<R['answer']>)
      : refuse(refused(response.status, text));
  } catch (error) {
    return refuse({ rule: 'api-unreachable', reason: `${url} cannot be reached: ${reasonOf(error)}` });
  }
};
