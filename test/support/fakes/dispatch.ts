import { createHmac } from 'node:crypto';
import { makeDispatchEffects } from '../../../lambdas/application/effects/dispatch-effects.ts';
import type { Invite } from '../../../lambdas/application/mail-out/invite-to-reply.ts';
import { makeSendInLane } from '../../../lambdas/application/mail-out/mail-lane.ts';
import { makeSendNotices } from '../../../lambdas/application/mail-out/send-notices.ts';
import type { ReplyToken, SendMail } from '../../../lambdas/application/ports/mail-ports.ts';
import { makeExtendAccess } from '../../../lambdas/application/requests/extend-access.ts';
import { Crash, crashingAt } from './crash.ts';
import { effectKeys } from './effect-store.ts';
import type { Key } from './memory-table.ts';
import { recordingBus, recordingMail, recordingRescue, recordingWorkflow } from './recorders.ts';
import type { World } from './world.ts';

export const replyDomain = 'reply.example.net';

/** Tokens of the shape that the real ones have, from the invitation's id. */
export const replyToken: ReplyToken = async (invitationId) => {
  const digest = createHmac('sha256', 'key of the tests').update(invitationId).digest();
  return [...digest].map((byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte % 32]).join('');
};

interface Options {
  /** `null` where no mail is received. */
  readonly invite?: Partial<Invite> | null;
  readonly administrators?: readonly string[];
  /** @default - every mail is taken */
  readonly sendMail?: SendMail;
  /** @default - mails wait for nothing */
  readonly mailsPerSecond?: number;
  /** @default - pauses are as long as they may be */
  readonly random?: () => number;
  readonly crash?: { readonly nth: number; readonly when: 'before' | 'after' };
  /** Writes into the recorders of another dispatch. */
  readonly like?: { readonly recorders: ReturnType<typeof makeRecorders> };
}

const makeRecorders = () => ({ ...recordingBus(), ...recordingWorkflow(), ...recordingMail() });

/** Without a rate nobody waits; with one a pause moves the clock of the world. */
const waiting = ({ time }: World, { random = () => 0.99, mailsPerSecond }: Options) => ({
  pause: async (millis: number): Promise<void> => (mailsPerSecond === undefined ? undefined : time.advance(millis)),
  random,
  mailsPerSecond: mailsPerSecond ?? 1000,
});

/** Everything behind the stream, over a world: `dispatchAll` does what is recorded and not done, in its order. */
export const aDispatch = (world: World, options: Options = {}) => {
  const recorders = options.like?.recorders ?? makeRecorders();
  // A mark that fails fails again when what is done is marked at the end.
  const failing = new Map<string, number>();
  const failIfAsked = (steps: readonly string[]): void => {
    const fails = steps.find((step) => (failing.get(step) ?? 0) > 0);
    if (fails === undefined) return;
    failing.set(fails, (failing.get(fails) ?? 0) - 1);
    throw new Crash(fails);
  };
  const markDone: typeof world.ports.effects.markDone = async (effect, steps) => {
    failIfAsked(steps);
    return world.ports.effects.markDone(effect, steps);
  };
  const finish: typeof world.ports.effects.finish = async (effect, steps) => {
    failIfAsked(steps);
    return world.ports.effects.finish(effect, steps);
  };
  const healthy = {
    effects: { ...world.ports.effects, markDone, finish },
    requests: world.ports.requests,
    custody: world.ports.custody,
    clock: world.ports.clock,
    absences: world.ports.absences,
    policy: world.ports.policy,
    publish: recorders.publish,
    workflow: recorders.workflow,
    rescue: recordingRescue(recorders.calls).rescue,
    sendMail: options.sendMail ?? recorders.sendMail,
    hold: world.ports.hold,
    invitations: world.ports.invitations,
  };
  const { ports, crashed } = options.crash
    ? crashingAt(healthy, options.crash.nth, options.crash.when)
    : { ports: healthy, crashed: () => false };
  const invite: Invite = {
    invitations: ports.invitations,
    replyToken,
    digest: world.ports.digest,
    replyDomain,
    offeredDomains: ['example.com'],
    ...options.invite,
  };
  const sendNotices = makeSendNotices({
    ...ports,
    // Nobody waits here: a pause moves the world's clock.
    sendMail: makeSendInLane({ ...ports, ...waiting(world, options) }),
    invite: options.invite === null ? undefined : invite,
    linkBase: 'https://console.example.net',
    administrators: options.administrators ?? ['vault@example.com'],
  });
  const dispatchBatch = makeDispatchEffects({
    ...ports,
    sendNotices,
    extendAccess: makeExtendAccess(world.ports),
    prolongSessions: async (id) => void recorders.calls.push(`prolong ${id}`),
  });
  const dispatch = async (key: Key): Promise<'done' | 'put-off'> => {
    const { failed, putOff, handedOver } = await dispatchBatch([key]);
    if (failed) throw failed.error;
    return putOff.length + handedOver.length > 0 ? 'put-off' : 'done';
  };
  return {
    ...recorders,
    recorders,
    crashed,
    dispatch,
    dispatchBatch,
    dispatchAll: async (): Promise<void> => {
      for (const key of effectKeys(world.table)) await dispatch(key);
    },
    failNextMark: (step: string): void => void failing.set(step, 2),
  };
};
