import * as z from 'zod';
import { requestAnswer, requestDetail, requestView, stateNames } from './request-view.ts';
import type { Route } from './route.ts';
import { action, cursor, idInPath, prose, reference, windowInput } from './text.ts';

export const submitRequest = {
  method: 'POST',
  path: '/requests',
  operationId: 'submit-request',
  summary: 'Ask for the use of a credential: granted at once, or put before approvers',
  body: z
    .strictObject({
      credential: reference,
      action,
      justification: prose(2000).optional(),
      reason: prose(200).optional().meta({ description: "One of the group's reasons, where it lists some" }),
      ticket: prose(100).optional(),
      window: windowInput.optional().meta({ description: 'Demanded when the decision says `approve`' }),
    })
    .meta({ id: 'RequestSubmission' }),
  success: 201,
  answer: requestAnswer,
  problems: [403, 409, 413, 415, 422, 429],
  roles: [],
  idempotent: true,
} as const satisfies Route;

export const listRequests = {
  method: 'GET',
  path: '/requests',
  operationId: 'list-requests',
  summary: 'My requests, my approvals, or all requests (auditor, administrator), newest first',
  query: z.strictObject({
    scope: z.enum(['mine', 'approvals', 'all']).default('mine'),
    state: z.enum(stateNames).optional().meta({ description: 'Applied to each page: a page may hold fewer or none' }),
    month: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/, { error: 'must be a month such as 2026-11' })
      .optional()
      .meta({ description: 'The month (UTC) of scope `all`; the default is the current one' }),
    cursor: cursor.optional(),
  }),
  success: 200,
  answer: z
    .object({
      items: z.array(requestView),
      cursor: z.string().optional().meta({ description: 'Absent on the last page' }),
    })
    .meta({ id: 'RequestPage' }),
  problems: [403],
  roles: [],
  idempotent: false,
} as const satisfies Route;

export const showRequest = {
  method: 'GET',
  path: '/requests/{id}',
  operationId: 'show-request',
  summary: 'A request in detail: the explanation, the windows, the votes by level, what I may do now',
  params: idInPath,
  success: 200,
  answer: requestDetail,
  problems: [404],
  roles: [],
  idempotent: false,
} as const satisfies Route;
