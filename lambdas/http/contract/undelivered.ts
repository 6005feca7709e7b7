import * as z from 'zod';
import type { Route } from './route.ts';
import { instant } from './text.ts';

export const listUndelivered = {
  method: 'GET',
  path: '/undelivered',
  operationId: 'list-undelivered',
  summary: 'Whom mail does not reach, since when and why',
  success: 200,
  answer: z
    .object({
      people: z.array(
        z
          .object({
            person: z.string().nullable().meta({ description: 'Null for an address that is nobody’s of the policy' }),
            name: z.string().nullable(),
            address: z.string(),
            kind: z.enum(['bounced', 'complained', 'delayed']),
            since: instant,
            lastAt: instant,
            mails: z.int().meta({ description: 'How many mails did not arrive since then' }),
            reason: z.string().meta({ description: 'What the mail server of the address said' }),
            requestId: z.string().nullable().meta({ description: 'What the last of these mails was about' }),
          })
          .meta({ id: 'Unreachable' }),
      ),
    })
    .meta({ id: 'Undelivered' }),
  problems: [403],
  roles: ['administrator'],
  idempotent: false,
} as const satisfies Route;
