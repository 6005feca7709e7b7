import { makeChangeOwedPassword } from '../../lambdas/application/change-owed-password.ts';
import { makeCloseAccess } from '../../lambdas/application/close-access.ts';
import { makeDispatchEffect } from '../../lambdas/application/dispatch-effect.ts';
import { makeEndSessions } from '../../lambdas/application/end-sessions.ts';
import { makeExtendAccess, makeProlongSessions } from '../../lambdas/application/extend-access.ts';
import { Fault } from '../../lambdas/application/fault.ts';
import { makeReceiveReply } from '../../lambdas/application/receive-reply.ts';
import { makeSendNotices } from '../../lambdas/application/send-notices.ts';
import { makeSweepDue } from '../../lambdas/application/sweep/sweep-due.ts';
import { makeAskLevel, makeLapseRequest, makeRecoverRequest } from '../../lambdas/application/workflow-tasks.ts';
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
    askLevel: (requestId, token, ended) =>
      task('ask-level', (ports) => makeAskLevel(ports)(requestId, token))(requestId, ended),
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
 * What the stream calls: the effects of a batch in their order, up to the first that fails (`functions/stream-batch.ts`).
 * What is cut off, or runs twice at once, excuses one repeated mail of the effect it had come to.
 */
export const dispatchBatch = (engine: Engine, start: Start): RunBatch => {
  const { excuses } = engine.observer.seen;
  const running = new Set<readonly string[]>();
  return (batch, ended) => {
    const names = batch.map(nameOf);
    for (const other of running) for (const name of names) if (other.includes(name)) count(excuses, name);
    running.add(names);
    let at = 0;
    const run = async (ports: SimulatedPorts): Promise<number | undefined> => {
      const sendMail: SimulatedPorts['sendMail'] = (mail) => ports.sendMail({ ...mail, effect: names[at] });
      for (; at < batch.length; at += 1) {
        const failed = await makeDispatch({ ...ports, sendMail })(batch[at] as Key).catch(asFailure);
        if (failed) {
          engine.note(`  ${names[at]} fails: ${failed.message}`);
          return at;
        }
      }
      return undefined;
    };
    start({
      purpose: { name: 'dispatch-effects', about: names.join(', ') },
      secondsToLive: 60,
      run,
      ended: (ending) => {
        running.delete(names);
        const failedAt = ending.kind === 'returned' ? (ending.value as number | undefined) : 0;
        const reached = names[at];
        if (failedAt !== undefined && reached) count(excuses, reached);
        ended(failedAt);
      },
    });
  };
};

/** What the sweeper calls: the same function, about one effect, and its answer is waited for. */
export const invokeDispatch =
  (runBatch: RunBatch) =>
  (key: Key): Promise<void> =>
    new Promise((resolve, reject) => {
      const failed = new Fault('DispatchFailed', `the effect ${key.pk} ${key.sk} failed`);
      runBatch([key], (failedAt) => (failedAt === undefined ? resolve() : reject(failed)));
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

const asFailure = (error: Error): Error => error;

const makeDispatch = (ports: SimulatedPorts) => {
  const { invitations, replyToken, digest, replyDomain } = ports;
  const invite = { invitations, replyToken, digest, replyDomain, offeredDomains: ['example.com'] };
  const linkBase = 'https://console.example.net';
  const sendNotices = makeSendNotices({ ...ports, invite, linkBase, administrators: ['vault@example.com'] });
  return makeDispatchEffect({
    ...ports,
    sendNotices,
    extendAccess: makeExtendAccess(ports),
    prolongSessions: makeProlongSessions(ports),
  });
};
