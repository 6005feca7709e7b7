import * as z from 'zod';
import type { Route } from './route.ts';

export const serveOpenapi = {
  method: 'GET',
  path: '/openapi.json',
  operationId: 'serve-openapi',
  summary: 'This contract',
  success: 200,
  answer: z.looseObject({}).meta({ description: 'An OpenAPI 3.1 document' }),
  problems: [],
  roles: [],
  idempotent: false,
  open: true,
} as const satisfies Route;
