import type { Logger } from '@aws-lambda-powertools/logger';
import middy, { type MiddyfiedHandler } from '@middy/core';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import type {
  APIGatewayProxyEventV2WithJWTAuthorizer as Event,
  APIGatewayProxyStructuredResultV2 as Response,
} from 'aws-lambda';
import type * as z from 'zod';
import { Fault } from '../application/fault.ts';
import type { RecordRefusedCall } from '../application/people/not-allowed.ts';
import type { Result } from '../core/result.ts';
import { type Call, readCall } from './call.ts';
import { DEFAULT_BODY_BYTES, type Route } from './contract/route.ts';
import { jsonBody } from './json-body.ts';
import { BadCall, problemOf, problemOfError, type Refused } from './problem.ts';
import { jsonResponse, problemResponse } from './response.ts';
import { securityHeaders } from './security-headers.ts';

/** What a use case's value becomes: a body of the route's answer schema, or a text that was made already (CSV). */
export type Reply<R extends Route> =
  | { readonly body: z.input<R['answer']>; readonly headers?: Readonly<Record<string, string>> }
  | { readonly text: string; readonly headers: Readonly<Record<string, string>> };

export interface EndpointParts<R extends Route> {
  readonly logger: Pick<Logger, 'info' | 'error'>;
  /** The claim that names the caller. @default `username`, or a machine's `client_id` */
  readonly principalClaim?: string | undefined;
  /** Records a call that was refused here (threats.md R-03). A route that demands a role has it. @default not recorded */
  readonly recordRefused?: RecordRefusedCall | undefined;
  readonly answer: (call: Call<R>) => Promise<Result<Reply<R>, Refused>>;
}

export type Endpoint = MiddyfiedHandler<Event, Response>;

/**
 * The handler of one route, for API Gateway's HTTP API (payload 2.0): reads the call by the route's schemas, asks
 * `answer`, and lets only what the route declares leave. Refusals become problems by one table; faults and bugs become
 * problems that say nothing of what was thrown. One log line a call, without body, headers or token.
 */
export const makeEndpoint = <R extends Route>(route: R, parts: EndpointParts<R>): Endpoint =>
  middy<Event, Response>({ timeoutEarlyInMillis: 250, timeoutEarlyResponse: tooLate })
    .use(securityHeaders())
    .use(httpHeaderNormalizer())
    .use(jsonBody(route.maxBodyBytes ?? DEFAULT_BODY_BYTES))
    .onError(async (request) => {
      const { error } = request;
      if (error instanceof BadCall && error.actor !== undefined)
        await parts.recordRefused?.({ actor: error.actor, operation: route.operationId, ...error.refusal });
      request.response = responseToError(route, parts.logger, error);
    })
    .handler(async (event: Event): Promise<Response> => {
      const result = await parts.answer(readCall(route, event, parts.principalClaim));
      const response = result.ok ? replied(route, result.value) : problemResponse(problemOf(result.refusal));
      const rule = result.ok ? undefined : result.refusal.rule;
      parts.logger.info('answered', { operation: route.operationId, status: response.statusCode, rule });
      return response;
    });

const tooLate = (): never => {
  throw new Fault('TimeoutFault', 'the function had no time left');
};

const replied = <R extends Route>(route: R, reply: Reply<R>): Response =>
  'text' in reply
    ? { statusCode: route.success, headers: { ...reply.headers }, body: reply.text }
    : jsonResponse(route.success, route.answer.parse(reply.body), reply.headers);

const responseToError = (route: Route, logger: EndpointParts<Route>['logger'], error: unknown): Response => {
  const problem = problemOfError(error);
  const line = { operation: route.operationId, status: problem.status, rule: problem.rule };
  if (problem.status < 500) logger.info('answered', line);
  else logger.error('failed', { ...line, error: error as Error });
  return problemResponse(problem);
};
