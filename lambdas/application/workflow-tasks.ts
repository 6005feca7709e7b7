import { type WorkflowAnswer, workflowAnswer } from '../core/request/effects.ts';
import { ok } from '../core/result.ts';
import { type ChangePorts, makeChangeRequest } from './change-request.ts';
import { Fault } from './fault.ts';

/** A request of the workflow that is not there: its start was recorded with it, so this is a bug, not a race. */
const missing = (requestId: string) =>
  new Fault('RequestMissing', `there is no request ${requestId}`, { retryable: false });

/**
 * The workflow asks with a token: the level is opened, or the token is kept for the level that is open already. Where
 * nobody has to be asked any more, the answer is queued at once (design.md 5).
 */
export const makeAskLevel = (ports: ChangePorts) => {
  const changeRequest = makeChangeRequest(ports);
  return async (requestId: string, token: string): Promise<void> => {
    const outcome = await changeRequest(requestId, async ({ request }) => {
      const round = request.name === 'pending' ? request.round : 0;
      return ok({ command: { type: 'open-level' }, extras: { task: { token, round } } });
    });
    if (!outcome.ok) throw refused(requestId, outcome.refusal.rule);
  };
};

/** The time-out of an ask: the request lapses if its deadline has passed, and the workflow goes where it now must. */
export const makeLapseRequest = (ports: ChangePorts) => {
  const changeRequest = makeChangeRequest(ports);
  return async (requestId: string): Promise<WorkflowAnswer> => {
    const outcome = await changeRequest(requestId, async () => ok({ command: { type: 'lapse' } }));
    if (!outcome.ok && outcome.refusal.rule !== 'not-due-yet') throw refused(requestId, outcome.refusal.rule);
    return recover(ports, requestId);
  };
};

/** After a fault, or an end that moved: the request alone says where the workflow goes. */
export const makeRecoverRequest =
  (ports: Pick<ChangePorts, 'clock' | 'requests'>) =>
  (requestId: string): Promise<WorkflowAnswer> =>
    recover(ports, requestId);

const recover = async (
  { clock, requests }: Pick<ChangePorts, 'clock' | 'requests'>,
  requestId: string,
): Promise<WorkflowAnswer> => {
  const stored = await requests.load(requestId);
  if (!stored) throw missing(requestId);
  return workflowAnswer(stored.request, clock());
};

const refused = (requestId: string, rule: string): Fault =>
  rule === 'no-such-request'
    ? missing(requestId)
    : new Fault('WorkflowRefused', `request ${requestId} refused its workflow: ${rule}`);
