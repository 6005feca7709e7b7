import * as z from 'zod';
import type { Route } from './route.ts';

const queue = z.enum(['effects', 'mail', 'bounces', 'schedule', 'siem'], {
  error: 'write effects, mail, bounces, schedule or siem',
});

export const redriveDeadLetters = {
  method: 'POST',
  path: '/dead-letters/redrive',
  operationId: 'redrive-dead-letters',
  summary: 'Do again what could not be done before, and forget only what then was done',
  body: z
    .strictObject({
      queue: queue.optional().meta({ description: 'Absent: every queue' }),
      dryRun: z.boolean().default(false).meta({ description: 'Only look: `found` is about how many there are' }),
    })
    .meta({ id: 'Redrive' }),
  success: 200,
  answer: z
    .object({
      queues: z.array(
        z
          .object({
            queue,
            found: z.int(),
            done: z.int(),
            left: z
              .int()
              .meta({ description: 'Failed again: they stay, and the log of redrive-dead-letters says why' }),
          })
          .meta({ id: 'RedrivenQueue' }),
      ),
    })
    .meta({ id: 'Redriven' }),
  problems: [403, 413, 415],
  roles: ['administrator'],
  idempotent: false,
} as const satisfies Route;
