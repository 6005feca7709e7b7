import * as z from 'zod';
import type { Route } from './route.ts';
import { idInPath, instant, instantInput, reference } from './text.ts';

const personAbsence = z
  .object({
    person: z.string(),
    absence: z
      .object({ from: instant, until: instant, delegate: z.string().optional() })
      .nullable()
      .meta({ description: 'The absence that is there or to come; null when there is none' }),
  })
  .meta({ id: 'PersonAbsence' });

const ofPerson = {
  path: '/people/{id}/absence',
  params: idInPath,
  success: 200,
  answer: personAbsence,
  roles: [],
  idempotent: false,
} as const;

export const showAbsence = {
  ...ofPerson,
  method: 'GET',
  operationId: 'show-absence',
  summary: 'When a person is away and who stands in (the person, or an administrator)',
  problems: [403, 404],
} as const satisfies Route;

export const setAbsence = {
  ...ofPerson,
  method: 'PUT',
  operationId: 'set-absence',
  summary: 'Say when a person is away and who votes meanwhile; a new absence takes the place of the old one',
  body: z
    .strictObject({
      from: instantInput,
      until: instantInput,
      delegate: reference
        .optional()
        .meta({ description: 'Votes in the seat of the absent person; never as the requester' }),
    })
    .meta({ id: 'Absence' }),
  problems: [403, 404, 413, 415, 422],
} as const satisfies Route;

export const clearAbsence = {
  ...ofPerson,
  method: 'DELETE',
  operationId: 'clear-absence',
  summary: 'Take an absence away: the person is back',
  problems: [403, 404],
} as const satisfies Route;
