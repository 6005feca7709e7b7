import type { StoredRequest } from '../../application/ports/ports.ts';
import type { ExtensionAsked } from '../../application/requests/ask-extension.ts';
import { askExtension } from '../contract/extension.ts';
import { type Endpoint, makeEndpoint } from '../endpoint.ts';
import { answerToRequester } from '../views/request-answer.ts';
import { type Outcome, replyWith, type ShellWithClock } from './parts.ts';

export const askExtensionEndpoint = (
  { clock, ...shell }: ShellWithClock,
  ask: (question: ExtensionAsked) => Outcome<StoredRequest>,
): Endpoint =>
  makeEndpoint(askExtension, {
    ...shell,
    answer: ({ principal, params, idempotency, body: { until, justification } }) =>
      replyWith(
        ask({ principal, requestId: params.id, idempotency, until: Date.parse(until), justification }),
        ({ request }) => ({
          body: answerToRequester(request, clock()),
          headers: { Location: `/requests/${request.id}` },
        }),
      ),
  });
