import { type WorkflowAnswer, workflowAnswer } from '../../core/request/effects.ts';
import { pauseAfterFault } from '../../core/request/pause.ts';
import { ok } from '../../core/result.ts';
import { Fault } from '../fault.ts';
import type { WaitingTask } from '../ports/ports.ts';
import { type ChangePorts, makeChangeRequest } from './change-request.ts';

/** A request of the workflow that is not there: its start was recorded with it, so this is a bug, not a race. */
const missing = (requestId: string) =>
  new Fault('RequestMissing', `there is no request ${requestId}`, { retryable: false });

/** One ask of the workflow. */
export interface Ask extends Pick<WaitingTask, 'token' | 'enteredAt'> {
  readonly requestId: string;
}

/**
 * The workflow asks with a token: the level is opened, or the token is kept for the level that is open already. Where
 * nobody has to be asked any more, the answer is queued at once (design.md 5). An ask that a later one has overtaken
 * changes nothing.
 */
export const makeAskLevel = (ports: ChangePorts) => {
  const changeRequest = makeChangeRequest(ports);
  return async ({ requestId, token, enteredAt }: Ask): Promise<void> => {
    const outcome = await changeRequest(requestId, async ({ request }) => {
      const round = request.name === 'pending' ? request.round : 0;
      return ok({ command: { type: 'open-level' }, extras: { task: { token, round, enteredAt } } });
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

/** An answer with the whole seconds until the workflow goes by it. */
export type LateAnswer = WorkflowAnswer & { readonly pause: number };

/** After a fault, an answer that is none, or an end that moved: the request alone says where the workflow goes. */
export const makeRecoverRequest =
  (ports: Pick<ChangePorts, 'clock' | 'requests'>) =>
  (requestId: string): Promise<LateAnswer> =>
    recover(ports, requestId);

const recover = async (
  { clock, requests }: Pick<ChangePorts, 'clock' | 'requests'>,
  requestId: string,
): Promise<LateAnswer> => {
  const stored = await requests.load(requestId);
  if (!stored) throw missing(requestId);
  const now = clock();
  return { ...workflowAnswer(stored.request, now), pause: pauseAfterFault(stored.request, now) };
};

const refused = (requestId: string, rule: string): Fault =>
  rule === 'no-such-request'
    ? missing(requestId)
    : new Fault('WorkflowRefused', `request ${requestId} refused its workflow: ${rule}`);
