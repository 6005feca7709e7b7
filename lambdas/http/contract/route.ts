import type * as z from 'zod';

/** The roles that a token can carry; requester and approver are not roles but what the access groups say. */
export type RouteRole = 'administrator' | 'auditor';

/** One operation of the API as data: the endpoint obeys it and `openapi.json` is written from it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: `/${string}`;
  /** Verb-noun: the name of the function that answers, too. */
  readonly operationId: string;
  readonly summary: string;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** A POST and a PUT always have one; an absent body is read as `{}`. */
  readonly body?: z.ZodType;
  readonly success: 200 | 201;
  /** Only what it declares leaves the API. */
  readonly answer: z.ZodType;
  /** The answer may also be had as CSV. */
  readonly csv?: boolean;
  /** The statuses of the problems that this operation knows, besides 400, 401, 500 and 503. */
  readonly problems: readonly number[];
  /** One of these is demanded; empty = whoever is signed in. */
  readonly roles: readonly RouteRole[];
  /** Takes an `Idempotency-Key`. */
  readonly idempotent: boolean;
  /** Anyone may call it, without a token. @default false */
  readonly open?: boolean;
  /** @default 16 KiB */
  readonly maxBodyBytes?: number;
}

export const DEFAULT_BODY_BYTES = 16 * 1024;
