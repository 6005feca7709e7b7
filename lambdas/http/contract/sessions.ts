import * as z from 'zod';
import type { Route } from './route.ts';
import { idInPath, instant, nothing } from './text.ts';

const database = z
  .object({ engine: z.string(), username: z.string(), password: z.string(), database: z.string() })
  .meta({ id: 'SessionLogin', description: 'A login of this session alone; it has the rights of the credential’s' });

const channel = z
  .object({
    sessionId: z.string(),
    streamUrl: z.string().meta({ description: 'wss:// for the session-manager-plugin; tcp:// in the local cloud' }),
    tokenValue: z.string(),
  })
  .meta({ id: 'SessionChannel', description: 'What Systems Manager answered to StartSession' });

export const openSession = {
  method: 'POST',
  path: '/requests/{id}/sessions',
  operationId: 'open-session',
  summary: 'Open a session without seeing the password, checked at this instant; each call is a new session',
  params: idInPath,
  body: nothing,
  success: 200,
  answer: z
    .object({
      sessionId: z.string(),
      validUntil: instant.meta({ description: 'The session is cut then, or earlier by a revocation or a return' }),
      database,
      channel,
    })
    .meta({ id: 'OpenedSession' }),
  problems: [403, 404, 409, 410, 413, 415, 422],
  roles: [],
  idempotent: false,
} as const satisfies Route;
