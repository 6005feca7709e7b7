import {
  InvalidToken,
  SendTaskSuccessCommand,
  type SFNClient,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { Workflow } from '../../application/ports/effect-ports.ts';
import type { WorkflowRescue } from '../../application/ports/sweep-ports.ts';
import { type Executions, lastOf, startNth, stopAll, unless } from './executions.ts';

export interface Machines {
  readonly approval: string;
  readonly close: string;
}

const approvalOf = ({ approval: machine }: Machines, requestId: string): Executions => ({ machine, name: requestId });
const closeOf = ({ close: machine }: Machines, id: string): Executions => ({ machine, name: `${id}.close` });

/** The close machine waits until an instant; one that is over is no wait. */
const atOnce = new Date(0).toISOString();

/** Executions are named by their request. */
export const sfnWorkflow = (client: SFNClient, machines: Machines): Workflow => ({
  start: (requestId, secondsLeft) => startNth(client, approvalOf(machines, requestId), 1, { requestId, secondsLeft }),
  startClose: (requestId) => startNth(client, closeOf(machines, requestId), 1, { requestId, closeAt: atOnce }),
  // A name of its own: an access that ends earlier is closed by the other execution, and this one finds nothing to do.
  scheduleClose: (requestId, at) =>
    startNth(client, { machine: machines.close, name: `${requestId}.end` }, 1, {
      requestId,
      closeAt: new Date(at).toISOString(),
    }),
  answer: async (token, answer) => {
    const send = new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify(answer) });
    const sent = await unless([TaskTimedOut, TaskDoesNotExist, InvalidToken], () => client.send(send));
    return sent === 'over' ? sent : 'taken';
  },
  stop: async (requestId) => {
    await stopAll(client, approvalOf(machines, requestId));
  },
});

/** The same executions, for who finds that one is gone: the next one has the next name. */
export const sfnWorkflowRescue = (client: SFNClient, machines: Machines): WorkflowRescue => {
  const ensure = async (of: Executions, input: object): Promise<'runs' | 'started'> => {
    const { nth, runs } = await lastOf(client, of);
    if (runs) return 'runs';
    await startNth(client, of, nth + 1, input);
    return 'started';
  };
  return {
    ensure: (requestId, secondsLeft) => ensure(approvalOf(machines, requestId), { requestId, secondsLeft }),
    ensureClose: (requestId) => ensure(closeOf(machines, requestId), { requestId, closeAt: atOnce }),
    restart: async (requestId, secondsLeft) => {
      const of = approvalOf(machines, requestId);
      const there = await stopAll(client, of);
      await startNth(client, of, there + 1, { requestId, secondsLeft });
    },
  };
};
