import * as z from 'zod';
import { requestAnswer, requestView } from './request-view.ts';
import type { Route } from './route.ts';
import { idInPath, instant, nothing, prose, windowInput } from './text.ts';

const onRequest = {
  method: 'POST',
  params: idInPath,
  success: 200,
  problems: [403, 404, 409, 410, 413, 415, 422],
  roles: [],
  idempotent: true,
} as const;

/** What somebody who is not the requester is answered: no actions, since the detail says them with the right name. */
const changed = z.object({ request: requestView, next: z.string() }).meta({ id: 'RequestChanged' });

export const recordDecision = {
  ...onRequest,
  path: '/requests/{id}/decisions',
  operationId: 'record-decision',
  summary: 'Approve or disapprove, perhaps with a comment and a changed window',
  body: z
    .strictObject({
      decision: z.enum(['approve', 'disapprove']),
      comment: prose(2000).optional(),
      window: windowInput.optional().meta({ description: 'The window to approve instead; only with `approve`' }),
      windowVersion: z
        .int({ error: 'must be the `windowVersion` of the request as you saw it' })
        .min(1)
        .meta({ description: 'The version of the window that the decision is about' }),
    })
    .meta({ id: 'Vote' }),
  answer: changed,
} as const satisfies Route;

export const useEmergency = {
  ...onRequest,
  path: '/requests/{id}/emergency',
  operationId: 'use-emergency',
  summary: 'Skip the wait, where the group allows it, with a reason of its own; every approver is told',
  body: z.strictObject({ reason: prose(2000) }).meta({ id: 'EmergencyUse' }),
  answer: requestAnswer,
} as const satisfies Route;

export const cancelRequest = {
  ...onRequest,
  path: '/requests/{id}/cancel',
  operationId: 'cancel-request',
  summary: 'Take my pending request back',
  body: nothing,
  answer: requestAnswer,
} as const satisfies Route;

export const returnAccess = {
  ...onRequest,
  path: '/requests/{id}/return',
  operationId: 'return-access',
  summary: 'Give my access back before its end',
  body: nothing,
  answer: requestAnswer,
} as const satisfies Route;

export const revokeAccess = {
  ...onRequest,
  path: '/requests/{id}/revoke',
  operationId: 'revoke-access',
  summary: 'End an access early (an approver of the request, or an administrator)',
  body: z
    .strictObject({ text: prose(1000).meta({ description: 'Shown to the person whose access ends' }) })
    .meta({ id: 'Revocation' }),
  answer: changed,
} as const satisfies Route;

export const reviewEmergency = {
  ...onRequest,
  path: '/requests/{id}/review',
  operationId: 'review-emergency',
  summary: 'Say afterwards whether an emergency was one (a reviewer of the request, or an administrator)',
  body: z
    .strictObject({ verdict: z.enum(['justified', 'not-justified']), text: prose(2000) })
    .meta({ id: 'EmergencyReviewInput' }),
  answer: changed,
} as const satisfies Route;

export const releasePassword = {
  ...onRequest,
  path: '/requests/{id}/password',
  operationId: 'release-password',
  summary: 'The release itself, checked at this instant; each call is a new release',
  body: nothing,
  idempotent: false,
  answer: z
    .object({
      username: z.string(),
      password: z.string(),
      validUntil: instant
        .nullable()
        .meta({ description: 'When the password is changed; null for an immediate use after which it is not' }),
    })
    .meta({ id: 'ReleasedPassword' }),
} as const satisfies Route;
