import type { Request } from '../../core/request/state.ts';
import type { RequestAnswer } from '../contract/request-view.ts';
import { nextStep } from './next-step.ts';
import { openActions, type Who } from './open-actions.ts';
import { askedOf, requestView } from './request-view.ts';

/** A request for the person who looks at it: what it is, who is asked, what happens next, what is open. */
export const requestAnswer = (request: Request, viewer: Who, now: number): RequestAnswer => ({
  request: requestView(request),
  asked: askedOf(request),
  next: nextStep(request, now),
  actions: openActions(request, viewer, now),
});

/** The answer to what only a requester can have done. */
export const answerToRequester = (request: Request, now: number): RequestAnswer =>
  requestAnswer(request, { id: request.requester, capacities: ['requester'] }, now);
