import type { APIGatewayProxyEventV2WithJWTAuthorizer as Event } from 'aws-lambda';
import type * as z from 'zod';
import type { Idempotency, Principal } from '../application/people/principal.ts';
import { principalOf } from './caller.ts';
import type { Route } from './contract/route.ts';
import { idempotencyOf } from './idempotency.ts';
import { BadCall } from './problem.ts';
import { readPart } from './read-part.ts';

type Part<S> = S extends z.ZodType ? z.output<S> : undefined;

/** A call that was read by its route: who, what, and nothing that the route does not declare. */
export interface Call<R extends Route> {
  /** Undefined only where the route is open to anyone. */
  readonly principal: R extends { open: true } ? undefined : Principal;
  readonly params: R extends { params: infer S } ? Part<S> : undefined;
  readonly query: R extends { query: infer S } ? Part<S> : undefined;
  readonly body: R extends { body: infer S } ? Part<S> : undefined;
  readonly idempotency: Idempotency | undefined;
  readonly accept: string;
  /** What the audit record keeps as the proof of a call: where it came from and its number at API Gateway. */
  readonly evidence: Readonly<Record<string, string>>;
}

/** Reads a call by its route, the caller first. Throws a `BadCall`. The headers' names are lower-case by now. */
export const readCall = <R extends Route>(route: R, event: Event, principalClaim?: string): Call<R> => {
  const principal = route.open ? undefined : admit(route, event, principalClaim);
  try {
    return readParts(route, event, principal);
  } catch (error) {
    throw error instanceof BadCall ? new BadCall(error.refusal, principal?.id) : error;
  }
};

const readParts = <R extends Route>(route: R, event: Event, principal: Principal | undefined): Call<R> => {
  const params = route.params && readPart(route.params, event.pathParameters ?? {});
  const query = route.query && readPart(route.query, event.queryStringParameters ?? {});
  const body = route.body && readPart(route.body, event.body);
  const act = { operation: route.operationId, params: params ?? {}, body: body ?? {} };
  const idempotency = route.idempotent ? idempotencyOf(event.headers['idempotency-key'], act) : undefined;
  const { requestContext } = event;
  const evidence = { sourceIp: requestContext.http.sourceIp, apiRequestId: requestContext.requestId };
  const accept = event.headers['accept'] ?? '';
  // Which parts are there follows from the route, which the compiler cannot see from inside.
  return { principal, params, query, body, idempotency, accept, evidence } as unknown as Call<R>;
};

const admit = (route: Route, event: Event, principalClaim: string | undefined): Principal => {
  // Where a route has no authorizer, API Gateway sends no `authorizer` at all, whatever the type says.
  const claims = (event.requestContext as Partial<Event['requestContext']>).authorizer?.jwt.claims;
  const principal = principalOf(claims, principalClaim);
  if (route.roles.length > 0 && !route.roles.some((role) => principal.roles.includes(role)))
    throw new BadCall({ rule: 'not-allowed', reason: `Only for the role ${route.roles.join(' or ')}.` }, principal.id);
  return principal;
};
