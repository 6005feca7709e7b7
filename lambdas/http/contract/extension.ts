import * as z from 'zod';
import { requestAnswer } from './request-view.ts';
import type { Route } from './route.ts';
import { idInPath, instantInput, prose } from './text.ts';

export const askExtension = {
  method: 'POST',
  path: '/requests/{id}/extension',
  operationId: 'ask-extension',
  summary: 'Ask that my approved access goes on: a request of its own, whose approval moves the end of this one',
  params: idInPath,
  body: z
    .strictObject({
      until: instantInput.meta({ description: 'The new end; the time from the present end is what is asked for' }),
      justification: prose(2000),
    })
    .meta({ id: 'ExtensionQuestion' }),
  success: 201,
  answer: requestAnswer,
  problems: [403, 404, 409, 410, 413, 415, 422, 429],
  roles: [],
  idempotent: true,
} as const satisfies Route;
