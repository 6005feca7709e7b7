import type { Redrive, Redriven } from '../../application/effects/redrive-dead-letters.ts';
import { redriveDeadLetters } from '../contract/dead-letters.ts';
import { type Endpoint, makeEndpoint } from '../endpoint.ts';
import { type GuardedShell, type Outcome, replyWith } from './parts.ts';

export const redriveDeadLettersEndpoint = (
  shell: GuardedShell,
  redrive: (order: Redrive) => Outcome<readonly Redriven[]>,
): Endpoint =>
  makeEndpoint(redriveDeadLetters, {
    ...shell,
    answer: ({ principal, body }) =>
      replyWith(redrive({ principal, ...body }), (queues) => ({ body: { queues: [...queues] } })),
  });
