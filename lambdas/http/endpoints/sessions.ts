import type { Act } from '../../application/requests/act-on-request.ts';
import type { OpenedSession } from '../../application/sessions/give-session.ts';
import { openSession } from '../contract/sessions.ts';
import { type Endpoint, makeEndpoint } from '../endpoint.ts';
import { instantText } from '../views/time.ts';
import { type Outcome, replyWith, type Shell } from './parts.ts';

/** The password of a session stands in this answer and nowhere else. */
export const openSessionEndpoint = (shell: Shell, open: (act: Act) => Outcome<OpenedSession>): Endpoint =>
  makeEndpoint(openSession, {
    ...shell,
    answer: ({ principal, params }) =>
      replyWith(open({ principal, requestId: params.id }), ({ sessionId, validUntil, signIn, channel }) => ({
        body: { sessionId, validUntil: instantText(validUntil), database: signIn, channel },
      })),
  });
