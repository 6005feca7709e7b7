import type { PublishRecord, Workflow } from '../../../lambdas/application/ports/effect-ports.ts';
import type { OutgoingMail, SendMail } from '../../../lambdas/application/ports/mail-ports.ts';
import type { RotateSecret } from '../../../lambdas/application/ports/secret-ports.ts';
import type { WorkflowRescue } from '../../../lambdas/application/ports/sweep-ports.ts';

/** A workflow that writes down what it was told, one line a call; `over` holds the tokens that others have answered. */
export const recordingWorkflow = (calls: string[] = []) => {
  const over = new Set<string>();
  const workflow: Workflow = {
    start: async (requestId, secondsLeft) => void calls.push(`start ${requestId} ${secondsLeft}`),
    answer: async (token, answer) => {
      calls.push(`answer ${token} ${answer.next} level ${answer.level}`);
      return over.has(token) ? 'over' : 'taken';
    },
    stop: async (requestId) => void calls.push(`stop ${requestId}`),
    scheduleClose: async (requestId, at) => void calls.push(`close ${requestId} at ${new Date(at).toISOString()}`),
    startClose: async (requestId) => void calls.push(`close ${requestId}`),
  };
  return { workflow, calls, over };
};

/** A rescue that writes down what it did. `runs` holds what runs: `workflow <id>` and `close <id>`. */
export const recordingRescue = (calls: string[] = [], runs = new Set<string>()) => {
  const ensure = async (what: string): Promise<'runs' | 'started'> => {
    if (runs.has(what)) return 'runs';
    runs.add(what);
    calls.push(`started ${what}`);
    return 'started';
  };
  const rescue: WorkflowRescue = {
    ensure: (id) => ensure(`workflow ${id}`),
    ensureClose: (id) => ensure(`close ${id}`),
    restart: async (id, secondsLeft) => {
      runs.add(`workflow ${id}`);
      calls.push(`restarted workflow ${id} ${secondsLeft}`);
    },
  };
  return { rescue, calls, runs };
};

/** A post office that keeps every mail. */
export const recordingMail = () => {
  const sent: OutgoingMail[] = [];
  const sendMail: SendMail = async (mail) => void sent.push(mail);
  return { sendMail, sent };
};

/** An audit bus that keeps every record as `chain#seq type`. */
export const recordingBus = () => {
  const published: string[] = [];
  const publish: PublishRecord = async (record) => void published.push(`${record.chain}#${record.seq} ${record.type}`);
  return { publish, published };
};

/** Rotations that are confirmed after being asked for `asks` times; `changes` has one entry a new password. */
export const recordingRotation = (asks = 1) => {
  const asked = new Map<string, number>();
  const changes: string[] = [];
  const rotateSecret: RotateSecret = async (secretName, token) => {
    const times = (asked.get(token) ?? 0) + 1;
    asked.set(token, times);
    if (times < asks) return 'in-progress';
    if (times === asks) changes.push(`${secretName} ${token}`);
    return 'confirmed';
  };
  return { rotateSecret, changes };
};
