import type { Principal } from '../../application/people/principal.ts';
import type { Page, StoredRequest } from '../../application/ports/ports.ts';
import type { ListQuery } from '../../application/requests/list-requests.ts';
import type { Submission } from '../../application/requests/submission.ts';
import type { Request } from '../../core/request/state.ts';
import { listRequests, showRequest, submitRequest } from '../contract/requests.ts';
import { type Endpoint, makeEndpoint } from '../endpoint.ts';
import { answerToRequester } from '../views/request-answer.ts';
import { type Looked, requestDetail } from '../views/request-detail.ts';
import { requestView } from '../views/request-view.ts';
import { windowMillis } from '../views/time.ts';
import { type Outcome, replyWith, type Shell, type ShellWithClock } from './parts.ts';

export const submitRequestEndpoint = (
  { clock, ...shell }: ShellWithClock,
  submit: (submission: Submission) => Outcome<StoredRequest>,
): Endpoint =>
  makeEndpoint(submitRequest, {
    ...shell,
    answer: ({ principal, body: { credential, window, ...form }, idempotency }) =>
      replyWith(
        submit({ ...form, principal, credentialId: credential, window: windowMillis(window), idempotency }),
        ({ request }) => ({
          body: answerToRequester(request, clock()),
          headers: { Location: `/requests/${request.id}` },
        }),
      ),
  });

export const listRequestsEndpoint = (shell: Shell, list: (query: ListQuery) => Outcome<Page<Request>>): Endpoint =>
  makeEndpoint(listRequests, {
    ...shell,
    answer: ({ principal, query: { state, ...query } }) =>
      replyWith(list({ principal, ...query }), (page) => ({
        body: {
          items: page.items.filter(({ name }) => state === undefined || name === state).map(requestView),
          cursor: page.cursor,
        },
      })),
  });

type Shown = Omit<Looked, 'request'> & { readonly stored: StoredRequest };

export const showRequestEndpoint = (
  { clock, ...shell }: ShellWithClock,
  show: (query: { principal: Principal; requestId: string }) => Outcome<Shown>,
): Endpoint =>
  makeEndpoint(showRequest, {
    ...shell,
    answer: ({ principal, params }) =>
      replyWith(show({ principal, requestId: params.id }), ({ stored, ...looked }) => ({
        body: requestDetail({ request: stored.request, ...looked }, clock()),
      })),
  });
