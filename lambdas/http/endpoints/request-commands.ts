import type { StoredRequest } from '../../application/ports/ports.ts';
import type { Released } from '../../application/release/release-password.ts';
import type { Act } from '../../application/requests/act-on-request.ts';
import type { Vote } from '../../application/requests/cast-vote.ts';
import type { ReviewAct } from '../../application/requests/review-emergency.ts';
import type { Call } from '../call.ts';
import {
  cancelRequest,
  recordDecision,
  releasePassword,
  returnAccess,
  reviewEmergency,
  revokeAccess,
  useEmergency,
} from '../contract/request-commands.ts';
import { type Endpoint, makeEndpoint } from '../endpoint.ts';
import { nextStep } from '../views/next-step.ts';
import { answerToRequester } from '../views/request-answer.ts';
import { requestView } from '../views/request-view.ts';
import { instantText, windowMillis } from '../views/time.ts';
import { type Outcome, replyWith, type Shell, type ShellWithClock } from './parts.ts';

type Change<A extends Act> = (act: A) => Outcome<StoredRequest>;

type OnRequest = Pick<Call<typeof cancelRequest>, 'principal' | 'params' | 'idempotency'>;

const actOf = ({ principal, params, idempotency }: OnRequest): Act => ({
  principal,
  requestId: params.id,
  idempotency,
});

const toRequester = (outcome: Outcome<StoredRequest>, now: () => number) =>
  replyWith(outcome, ({ request }) => ({ body: answerToRequester(request, now()) }));

const toOthers = (outcome: Outcome<StoredRequest>, now: () => number) =>
  replyWith(outcome, ({ request }) => ({ body: { request: requestView(request), next: nextStep(request, now()) } }));

export const cancelRequestEndpoint = ({ clock, ...shell }: ShellWithClock, cancel: Change<Act>): Endpoint =>
  makeEndpoint(cancelRequest, { ...shell, answer: (call) => toRequester(cancel(actOf(call)), clock) });

export const returnAccessEndpoint = ({ clock, ...shell }: ShellWithClock, giveBack: Change<Act>): Endpoint =>
  makeEndpoint(returnAccess, { ...shell, answer: (call) => toRequester(giveBack(actOf(call)), clock) });

export const useEmergencyEndpoint = (
  { clock, ...shell }: ShellWithClock,
  skipTheWait: Change<Act & { readonly reason: string }>,
): Endpoint =>
  makeEndpoint(useEmergency, {
    ...shell,
    answer: (call) => toRequester(skipTheWait({ ...actOf(call), reason: call.body.reason }), clock),
  });

export const revokeAccessEndpoint = (
  { clock, ...shell }: ShellWithClock,
  revoke: Change<Act & { readonly text: string }>,
): Endpoint =>
  makeEndpoint(revokeAccess, {
    ...shell,
    answer: (call) => toOthers(revoke({ ...actOf(call), text: call.body.text }), clock),
  });

export const reviewEmergencyEndpoint = (
  { clock, ...shell }: ShellWithClock,
  review: (act: ReviewAct) => Outcome<StoredRequest>,
): Endpoint =>
  makeEndpoint(reviewEmergency, {
    ...shell,
    answer: (call) => toOthers(review({ ...actOf(call), ...call.body }), clock),
  });

export const recordDecisionEndpoint = ({ clock, ...shell }: ShellWithClock, castVote: Change<Vote>): Endpoint =>
  makeEndpoint(recordDecision, {
    ...shell,
    answer: (call) => {
      const { decision, comment, windowVersion, window } = call.body;
      const vote = { verdict: decision, comment, windowVersion, window: windowMillis(window) };
      return toOthers(castVote({ ...actOf(call), ...vote, channel: 'api', evidence: call.evidence }), clock);
    },
  });

export const releasePasswordEndpoint = (shell: Shell, release: (act: Act) => Outcome<Released>): Endpoint =>
  makeEndpoint(releasePassword, {
    ...shell,
    answer: ({ principal, params }) =>
      replyWith(release({ principal, requestId: params.id }), ({ login, validUntil }) => ({
        body: { ...login, validUntil: validUntil === undefined ? null : instantText(validUntil) },
      })),
  });
