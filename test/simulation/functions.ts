import { makeChangeOwedPassword } from '../../lambdas/application/closing/change-owed-password.ts';
import { makeCloseAccess } from '../../lambdas/application/closing/close-access.ts';
import { makeDispatchEffects } from '../../lambdas/application/effects/dispatch-effects.ts';
import { Fault } from '../../lambdas/application/fault.ts';
import { makeReceiveReply } from '../../lambdas/application/mail-in/receive-reply.ts';
import { makeSendInLane } from '../../lambdas/application/mail-out/mail-lane.ts';
import { makeSendNotices, type SendNotices } from '../../lambdas/application/mail-out/send-notices.ts';
import { makeExtendAccess, makeProlongSessions } from '../../lambdas/application/requests/extend-access.ts';
import {
  makeAskLevel,
  makeLapseRequest,
  makeRecoverRequest,
} from '../../lambdas/application/requests/workflow-tasks.ts';
import { makeEndSessions } from '../../lambdas/application/sessions/end-sessions.ts';
import { makeSweepDue } from '../../lambdas/application/sweep/sweep-due.ts';
import type { Key } from '../support/fakes/memory-table.ts';
import type { Engine } from './engine/engine.ts';
import type { Ending, Purpose } from './engine/processes.ts';
import { count } from './engine/seen.ts';
import type { SimulatedPorts } from './ports.ts';
import type { MachineTasks } from './services/machines.ts';
import type { PostWorld } from './services/post.ts';
import type { RunBatch } from './services/stream.ts';

/** Starts a process, as a service that calls a Lambda does. `secondsToLive` is the function's time-out. */
export type Start = (order: {
  readonly purpose: Purpose;
  readonly secondsToLive: number;
  readonly run: (ports: SimulatedPorts) => Promise<unknown>;
  readonly ended?: ((ending: Ending) => void) | undefined;
}) => void;

/** What Step Functions calls. */
export const machineTasks = (start: Start): MachineTasks => {
  const task =
    (name: string, run: (ports: SimulatedPorts, requestId: string) => Promise<unknown>) =>
    (requestId: string, ended: (ending: Ending) => void): void =>
      start({ purpose: { name, about: requestId }, secondsToLive: 30, run: (ports) => run(ports, requestId), ended });
  return {
    askLevel: (ask, ended) => task('ask-level', (ports) => makeAskLevel(ports)(ask))(ask.requestId, ended),
    lapseRequest: task('lapse-request', (ports, requestId) => makeLapseRequest(ports)(requestId)),
    recoverRequest: task('recover-request', (ports, requestId) => makeRecoverRequest(ports)(requestId)),
    closeAccess: task('close-access', (ports, requestId) =>
      makeCloseAccess({ ...ports, endSessions: makeEndSessions(ports) })(requestId),
    ),
  };
};

/** What the receipt rule calls: one mail at a time. */
export const receiptReader =
  (start: Start): PostWorld['runReceipt'] =>
  ({ received, messageId, receivedAt, worthless }, ended) =>
    start({
      purpose: { name: 'receive-reply', about: messageId, mustNotChange: worthless },
      secondsToLive: 30,
      run: (ports) => makeReceiveReply(ports)({ ...received, messageId, receivedAt }),
      ended: ({ kind }) => ended(kind === 'returned'),
    });

const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;

/**
 * What the stream calls: the effects of a batch (`functions/stream-batch.ts`). What fails, is cut off or runs twice at once
 * excuses one repeated mail of each effect whose mails it had begun and not ended.
 */
export const dispatchBatch = (engine: Engine, start: Start): RunBatch => {
  const { excuses } = engine.observer.seen;
  const running = new Set<readonly string[]>();
  return (batch, ended) => {
    const names = batch.map(nameOf);
    for (const other of running) for (const name of names) if (other.includes(name)) count(excuses, name);
    running.add(names);
    const mailing = new Set<string>();
    const run = async (ports: SimulatedPorts): Promise<number | undefined> => {
      const { failed } = await makeDispatch(ports, mailing)(batch);
      if (failed) engine.note(`  ${names[failed.at]} fails: ${(failed.error as Error).message}`);
      return failed?.at;
    };
    start({
      purpose: { name: 'dispatch-effects', about: names.join(', ') },
      secondsToLive: 60,
      run,
      ended: (ending) => {
        running.delete(names);
        const failedAt = ending.kind === 'returned' ? (ending.value as number | undefined) : 0;
        if (failedAt !== undefined) for (const name of mailing) count(excuses, name);
        ended(failedAt);
      },
    });
  };
};

/** What the sweeper calls: the same function, about one effect, and its answer is waited for. */
export const invokeDispatch =
  (runBatch: RunBatch) =>
  (key: Key): Promise<'done'> =>
    new Promise((resolve, reject) => {
      const failed = new Fault('DispatchFailed', `the effect ${key.pk} ${key.sk} failed`);
      runBatch([key], (failedAt) => (failedAt === undefined ? resolve('done') : reject(failed)));
    });

/** What the sweeper calls and does not wait for. */
const changeOwed =
  (start: Start) =>
  async (credentialId: string): Promise<void> =>
    start({
      purpose: { name: 'change-owed-password', about: credentialId },
      secondsToLive: 30,
      run: (ports) => makeChangeOwedPassword(ports)(credentialId),
    });

/** What the schedule calls every minute. */
export const sweep = (start: Start, ended: () => void): void =>
  start({
    purpose: { name: 'sweep-due', about: '' },
    secondsToLive: 60,
    run: (ports) => makeSweepDue({ ...ports, changeOwedPassword: changeOwed(start), report: () => undefined })(),
    ended,
  });

/** `mailing` holds the effects whose mails are begun and not ended. */
const makeDispatch = (ports: SimulatedPorts, mailing: Set<string>) => {
  const { invitations, replyToken, digest, replyDomain } = ports;
  const invite = { invitations, replyToken, digest, replyDomain, offeredDomains: ['example.com'] };
  const linkBase = 'https://console.example.net';
  const sendNotices: SendNotices = (effect, step, turn) => {
    const name = nameOf(effect.key);
    mailing.add(name);
    const sendMail = makeSendInLane({
      ...ports,
      sendMail: (mail) => ports.sendMail({ ...mail, effect: name }),
      pause: async () => undefined,
      random: () => 0,
      mailsPerSecond: 1000,
    });
    const told = makeSendNotices({ ...ports, sendMail, invite, linkBase, administrators: ['vault@example.com'] });
    return told(effect, step, turn);
  };
  return makeDispatchEffects({
    ...ports,
    effects: {
      ...ports.effects,
      finish: async (effect, steps) => {
        await ports.effects.finish(effect, steps);
        mailing.delete(nameOf(effect.key));
      },
    },
    sendNotices,
    extendAccess: makeExtendAccess(ports),
    prolongSessions: makeProlongSessions(ports),
  });
};
