import type { Request } from '../../core/request/state.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { viewerOf } from '../people/viewer.ts';
import type { StoredRequest } from '../ports/ports.ts';
import { recall } from '../remember.ts';
import { type Act, recordRefusal } from './act-on-request.ts';
import { noSuchRequest } from './change-request.ts';
import { makeSubmitRequest, type SubmitPorts } from './submit-request.ts';

export interface ExtensionAsked extends Act {
  /** The new end, in epoch milliseconds. */
  readonly until: number;
  readonly justification: string;
}

/**
 * Asks that an approved access goes on after its end: a request of its own, decided and approved like every other, that
 * carries this one on when it is approved (mission.md A1 29). Approvers have until the present end to answer.
 */
export const makeAskExtension = (ports: SubmitPorts) => {
  const submit = makeSubmitRequest(ports);
  return async (ask: ExtensionAsked): Promise<Result<StoredRequest>> => {
    const { principal, idempotency, until, justification } = ask;
    const before = await recall(ports.requests, principal.id, idempotency);
    if (before) return before;
    const found = await extendable(ports, ask);
    if (!found.ok) {
      await recordRefusal(ports.log, ask, found.refusal.rule);
      return found;
    }
    const request = found.value;
    const { credential: credentialId, action, reason, ticket, id } = request;
    const window = { start: endOf(request), end: until };
    return submit({ principal, idempotency, credentialId, action, justification, reason, ticket, window, extends: id });
  };
};

const extendable = async (ports: SubmitPorts, ask: ExtensionAsked): Promise<Result<Request>> => {
  const request = (await ports.requests.load(ask.requestId))?.request;
  if (!request || (await viewerOf(ports, ask.principal, request)).capacities.length === 0) return noSuchRequest;
  const no = await refusalOf(ports, request, ask);
  return no ? refuse(no) : ok(request);
};

const endOf = (request: Request): number => ('window' in request ? request.window.end : 0);

const refusalOf = async (
  { policy, clock }: SubmitPorts,
  request: Request,
  { principal, until }: ExtensionAsked,
): Promise<Refusal | undefined> => {
  const { user } = await policy.subject(principal.id);
  if (user?.id !== request.requester)
    return { rule: 'not-the-requester', reason: 'Only the person who asked may extend this access.' };
  if (request.name !== 'approved')
    return {
      rule: 'not-extendable',
      reason: `The request is ${request.name}: only an access that was approved can be extended. Submit a new request.`,
    };
  if (request.extends !== undefined)
    return { rule: 'not-extendable', reason: `This request only extends ${request.extends}: extend that one again.` };
  if (clock() >= request.window.end)
    return { rule: 'access-over', reason: 'The window is over: submit a new request.' };
  if (until <= request.window.end)
    return { rule: 'window-invalid', field: 'until', reason: 'The access lasts that long already: let it end later.' };
  return undefined;
};
