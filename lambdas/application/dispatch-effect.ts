import type { WorkflowStep } from '../core/request/effects.ts';
import { Fault } from './fault.ts';
import type { Effect, EffectStore, PublishRecord, RequestStore, Workflow } from './ports.ts';
import type { SendNotices } from './send-notices.ts';

export interface DispatchPorts {
  readonly effects: EffectStore;
  readonly requests: Pick<RequestStore, 'load'>;
  readonly publish: PublishRecord;
  readonly workflow: Workflow;
  readonly sendNotices: SendNotices;
}

/**
 * Does what a recorded event asks: the record to the audit bus, then its steps in order. At least once: what is done is
 * marked, so a repeat goes on where the last one stopped, and each step is safe to repeat (design.md 6).
 */
export const makeDispatchEffect =
  (ports: DispatchPorts) =>
  async (key: Effect['key']): Promise<void> => {
    const effect = await ports.effects.load(key);
    if (!effect) throw new Fault('EffectMissing', `there is no effect ${key.pk} ${key.sk}`);
    const once = onceOnly(ports.effects, effect);
    await once('publish', () => ports.publish(effect.record));
    for (const [index, step] of effect.steps.entries()) {
      if (step.kind === 'mail')
        await ports.sendNotices(effect, step, (person, send) => once(`${index}:${person}`, send));
      else await once(String(index), () => perform(ports, effect, step));
    }
  };

export type Once = (name: string, act: () => Promise<void>) => Promise<void>;

const onceOnly =
  (effects: EffectStore, effect: Effect): Once =>
  async (name, act) => {
    if (effect.done.has(name)) return;
    await act();
    await effects.markDone(effect.key, name);
  };

const perform = async ({ effects, workflow }: DispatchPorts, { record }: Effect, step: WorkflowStep): Promise<void> => {
  const requestId = record.requestId ?? '';
  switch (step.kind) {
    case 'start-workflow':
      return workflow.start(requestId, step.secondsLeft);
    case 'answer-workflow': {
      // No token of this round: the workflow has not asked, and will find the request as it is when it does.
      const token = await effects.taskToken(requestId, step.round);
      return token === undefined ? undefined : workflow.answer(token, step.answer);
    }
    case 'stop-workflow':
      return workflow.stop(requestId);
    case 'start-close':
      return workflow.startClose(requestId);
    case 'schedule-close':
      return workflow.scheduleClose(requestId, step.at);
  }
};
