import type { MiddlewareObj } from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import { HttpError } from '@middy/util';
import type { APIGatewayProxyEventV2WithJWTAuthorizer as Event } from 'aws-lambda';
import { BadCall } from './problem.ts';

/**
 * Puts the parsed JSON into `event.body`; an absent body is `{}`, so that the schema can say what is missing. Throws a
 * `BadCall` for a body that is too large, is not called JSON, is not JSON, or holds a name that would reach a prototype
 * (threats.md E-17).
 */
export const jsonBody = (maxBytes: number): MiddlewareObj<Event> => {
  const { before: parse } = httpJsonBodyParser<Event>();
  return {
    before: (request) => {
      const { event } = request;
      if (!event.body) {
        setBody(event, {});
        return;
      }
      if (Buffer.byteLength(event.body, event.isBase64Encoded ? 'base64' : 'utf8') > maxBytes)
        throw new BadCall({ rule: 'body-too-large', reason: `The body is larger than ${maxBytes} bytes.` });
      try {
        parse?.(request);
      } catch (error) {
        throw badBody(error);
      }
    },
  };
};

/** The type of the event says that a body is text; after this middleware it is what the text meant. */
const setBody = (event: Event, body: unknown): void => {
  (event as { body?: unknown }).body = body;
};

const badBody = (error: unknown): unknown => {
  if (!(error instanceof HttpError)) return error;
  if (error.statusCode === 415)
    return new BadCall({
      rule: 'body-not-json',
      reason: 'Send the body as JSON, with the header `Content-Type: application/json`.',
      field: 'Content-Type',
    });
  const name = forbiddenName(error.cause);
  return name === undefined
    ? new BadCall({ rule: 'malformed-json', reason: 'The body is not valid JSON.' })
    : new BadCall({ rule: 'unknown-field', reason: `There is no field "${name}" here: leave it out.`, field: name });
};

const forbiddenName = (cause: unknown): string | undefined => {
  const name = (cause as { data?: unknown } | undefined)?.data;
  return name === '__proto__' || name === 'constructor' ? name : undefined;
};
