import { type WorkflowStep, workflowAnswer } from '../../core/request/effects.ts';
import type { Track } from '../../core/request/track.ts';
import { Fault } from '../fault.ts';
import type { Lane } from '../mail-out/mail-lane.ts';
import type { Once, SendNotices } from '../mail-out/send-notices.ts';
import type { Effect, EffectStore, PublishRecord, Workflow } from '../ports/effect-ports.ts';
import type { Clock, RequestStore } from '../ports/ports.ts';
import type { WorkflowRescue } from '../ports/sweep-ports.ts';
import type { Extension } from '../requests/extend-access.ts';

export interface DispatchPorts {
  readonly effects: EffectStore;
  readonly requests: Pick<RequestStore, 'load'>;
  readonly publish: PublishRecord;
  readonly workflow: Workflow;
  readonly rescue: Pick<WorkflowRescue, 'restart'>;
  readonly clock: Clock;
  readonly sendNotices: SendNotices;
  readonly extendAccess: (extension: Extension) => Promise<void>;
  readonly prolongSessions: (requestId: string) => Promise<void>;
}

/** The mails of one effect, once everything else about it is done. */
export interface Letters {
  /** They are about an emergency, and go before all others. */
  readonly urgent: boolean;
  readonly track: Track;
  /** When the sweeper takes them up, in epoch milliseconds. */
  readonly dueAt: number;
  /** Keeps them from others until that instant. `lost`: somebody else is at them. */
  claim(until: number): Promise<'claimed' | 'lost'>;
  send(lane: Lane): Promise<void>;
  /** Leaves what is not sent to a later time. */
  leave(): Promise<void>;
  /** Gives what is not sent to the track of notices. */
  handOver(): Promise<void>;
}

/**
 * Does what a recorded event asks, but for its mails: the record to the audit bus, then its steps in order. At least
 * once: what is done is marked, so a repeat goes on where the last one stopped, and each step is safe to repeat
 * (design.md 6). Gives the mails, if any are left; they may have to wait, and nothing else waits for them.
 */
export const makeBeginEffect =
  (ports: DispatchPorts) =>
  async (key: Effect['key']): Promise<Letters | undefined> => {
    const effect = await ports.effects.load(key);
    if (!effect) throw new Fault('EffectMissing', `there is no effect ${key.pk} ${key.sk}`);
    const { dueAt, record, steps, track } = effect;
    if (dueAt === undefined) return undefined;
    const marks = marksOf(ports.effects, effect);
    await marks.orMark(() => doWork(ports, effect, marks));
    if (!steps.some(({ kind }) => kind === 'mail')) {
      await marks.finish();
      return undefined;
    }
    return {
      urgent: record.emergency === true,
      track,
      dueAt,
      claim: (until) => ports.effects.claim(effect, until),
      send: async (lane) => {
        await marks.orMark(async () => {
          await sendMails(ports, effect, { marks, lane });
          await marks.finish();
        });
      },
      leave: marks.write,
      handOver: marks.handOver,
    };
  };

const doWork = async (ports: DispatchPorts, effect: Effect, { once }: Marks): Promise<void> => {
  await once('publish', () => ports.publish(effect.record));
  for (const [index, step] of effect.steps.entries())
    if (step.kind !== 'mail') await once(String(index), () => perform(ports, effect, step));
};

const sendMails = async (
  ports: DispatchPorts,
  effect: Effect,
  { marks, lane }: { readonly marks: Marks; readonly lane: Lane },
): Promise<void> => {
  for (const [index, step] of effect.steps.entries()) {
    if (step.kind !== 'mail') continue;
    await ports.sendNotices(effect, step, {
      lane,
      once: (person, send) => marks.onceMailed(`${index}:${person}`, send),
    });
  }
};

/**
 * The marks of one dispatch. A step that a machine takes may be repeated after a crash, so its mark waits for the next
 * write. A mail's mark is written before anything else is begun; that of the last one, with the end of the effect.
 */
const marksOf = (effects: EffectStore, effect: Effect) => {
  let waiting: string[] = [];
  let mailed = false;
  const write = async (): Promise<void> => {
    if (waiting.length > 0) await effects.markDone(effect, waiting);
    waiting = [];
    mailed = false;
  };
  const once: Once = async (name, act) => {
    if (effect.done.has(name)) return;
    if (mailed) await write();
    await act();
    waiting.push(name);
  };
  const onceMailed: Once = (name, send) =>
    once(name, async () => {
      await send();
      mailed = true;
    });
  return {
    once,
    /** Does `act`; if that fails, what was done of it is marked first. */
    orMark: async (act: () => Promise<void>): Promise<void> => {
      try {
        await act();
      } catch (error) {
        await write().catch((later: unknown) => {
          throw new AggregateError([error, later], 'the effect failed, and what was done of it is not marked');
        });
        throw error;
      }
    },
    onceMailed,
    write,
    handOver: () => effects.handOver(effect, waiting),
    finish: () => effects.finish(effect, waiting),
  };
};

type Marks = ReturnType<typeof marksOf>;

const perform = async (ports: DispatchPorts, { record }: Effect, step: WorkflowStep): Promise<void> => {
  const { effects, workflow } = ports;
  const requestId = record.requestId ?? '';
  switch (step.kind) {
    case 'start-workflow':
      return workflow.start(requestId, step.secondsLeft);
    case 'answer-workflow': {
      // No token of this round: the workflow has not asked, and will find the request as it is when it does.
      const token = await effects.taskToken(requestId, step.round);
      const taken = token === undefined ? 'taken' : await workflow.answer(token, step.answer);
      return taken === 'over' ? bringBack(ports, requestId) : undefined;
    }
    case 'stop-workflow':
      return workflow.stop(requestId);
    case 'start-close':
      return workflow.startClose(requestId);
    case 'schedule-close':
      return workflow.scheduleClose(requestId, step.at);
    case 'extend-access':
      return ports.extendAccess({ grant: step.grant, extension: requestId, until: step.until });
    case 'extend-sessions':
      return ports.prolongSessions(requestId);
  }
};

/**
 * Somebody has answered before us. If it was a repeat of this, the workflow is about to ask; if the answer was forged
 * (threats.md E-14), it is gone or waits for something else, and approvers would not be asked before the sweeper finds
 * that. The request tells both from an answer that is not needed any more; starting anew harms neither.
 */
const bringBack = async ({ requests, rescue, clock }: DispatchPorts, requestId: string): Promise<void> => {
  const request = (await requests.load(requestId))?.request;
  const now = clock();
  if (request?.name !== 'pending' || request.asked || now >= request.deadline) return;
  await rescue.restart(requestId, workflowAnswer(request, now).secondsLeft);
};
