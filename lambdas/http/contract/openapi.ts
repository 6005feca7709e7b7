import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponseObject } from 'zod-openapi';
import { problem } from './problem.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';
import { nothing } from './text.ts';

const meanings: Record<number, string> = {
  400: 'The call is malformed: `field` names the part',
  401: 'No valid access token came with the call',
  403: 'Not for you, or refused by the rules: `rule` says by which',
  404: 'There is no such thing, or none that you may see',
  409: 'It does not fit the state that things are in now',
  410: 'It is too late: what this was about is over',
  413: 'The body is too large',
  415: 'The body is not JSON',
  422: 'The rules demand something else: `field` names the part',
  500: 'A fault of ours that is not going to pass by itself',
  503: 'A fault that passes: try again',
};

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  description: 'A repeat with the same key and body within 24 hours is answered as the first call was',
  schema: { type: 'string' as const, minLength: 1, maxLength: 64 },
};

const content = { 'application/problem+json': { schema: problem } };

/** One shared response for each status. */
const problemResponses = Object.fromEntries(
  Object.entries(meanings).map(([status, description]) => [status, { id: `Problem${status}`, description, content }]),
);

const refusals = (route: Route): Record<string, ZodOpenApiResponseObject> => {
  const statuses = [400, ...(route.open ? [] : [401]), ...route.problems, 500, 503].map(String);
  return Object.fromEntries(Object.entries(problemResponses).filter(([status]) => statuses.includes(status)));
};

const answer = (route: Route): ZodOpenApiResponseObject => ({
  description: route.success === 201 ? 'Made' : 'Done',
  content: {
    'application/json': { schema: route.answer },
    ...(route.csv && { 'text/csv': { schema: { type: 'string' } } }),
  },
  ...(route.csv && {
    headers: { 'X-Next-Cursor': { description: 'The cursor of the next page of a CSV', schema: { type: 'string' } } },
  }),
});

const operation = (route: Route): ZodOpenApiOperationObject => ({
  operationId: route.operationId,
  summary: route.summary,
  ...(route.roles.length > 0 && { description: `Only for the role ${route.roles.join(' or ')}.` }),
  ...(route.open && { security: [] }),
  requestParams: { ...(route.params && { path: route.params }), ...(route.query && { query: route.query }) },
  ...(route.idempotent && { parameters: [idempotencyKey] }),
  ...(route.body && {
    requestBody: { required: route.body !== nothing, content: { 'application/json': { schema: route.body } } },
  }),
  responses: { [String(route.success)]: answer(route), ...refusals(route) },
});

/** The contract as an OpenAPI 3.1 document. Needed when it is written, never at run time. */
export const openapiDocument = () =>
  createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Countersign',
      version: '1',
      description: 'Ask for the use of a privileged credential, decide about it, use it, and prove it afterwards.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ accessToken: [] }],
    components: { securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    paths: Object.fromEntries(
      [...new Set(routes.map(({ path }) => path))].map((path) => [
        path,
        Object.fromEntries(
          routes.filter((route) => route.path === path).map((route) => [route.method.toLowerCase(), operation(route)]),
        ),
      ]),
    ),
  });
