import { readLeaves } from '../../lambdas/adapters/mime/leaves.ts';
import { sha256, sha256Bytes } from '../../lambdas/adapters/runtime/runtime.ts';
import type { PublishRecord } from '../../lambdas/application/ports/effect-ports.ts';
import type { OutgoingMail } from '../../lambdas/application/ports/mail-ports.ts';
import type { NewId } from '../../lambdas/application/ports/ports.ts';
import type { SessionChannel, SessionRoles } from '../../lambdas/application/ports/session-ports.ts';
import { replyDomain, replyToken } from '../support/fakes/dispatch.ts';
import { inMemoryDueList } from '../support/fakes/due-list.ts';
import type { Key, MemoryTable } from '../support/fakes/memory-table.ts';
import type { policyBook } from '../support/fakes/policy-book.ts';
import { inMemoryRequestLists } from '../support/fakes/request-lists.ts';
import { inMemoryStores } from '../support/fakes/stores.ts';
import type { makeMachines } from './services/machines.ts';
import type { makePost } from './services/post.ts';
import { CANARY, type makeRotationTarget } from './services/rotation-target.ts';

/** A mail with the effect that it belongs to, which only the simulation knows. */
export type SimulatedMail = OutgoingMail & { readonly effect?: string | undefined };

/** What stands behind the ports of one world. */
export interface Backend {
  readonly now: () => number;
  readonly table: MemoryTable;
  /** What the indexes of the table show: the same, a little late. */
  readonly index: MemoryTable;
  readonly book: ReturnType<typeof policyBook>;
  readonly newId: NewId;
  readonly machines: ReturnType<typeof makeMachines>;
  readonly post: ReturnType<typeof makePost>;
  readonly roles: SessionRoles;
  readonly channel: SessionChannel;
  readonly target: ReturnType<typeof makeRotationTarget>;
  readonly sendMail: (mail: SimulatedMail) => Promise<void>;
  readonly publish: PublishRecord;
  /** Calls the function behind the stream about one effect, as the sweeper may. */
  readonly dispatch: (key: Key) => Promise<'done' | 'put-off'>;
  /** Counts the mails that are being read: that alone is not done within one turn of the event loop. */
  readonly reading: { count: number };
}

export type SimulatedPorts = ReturnType<typeof portsOf>;

/** The ports of one process, whose clock is wrong by `skew`: the fakes that keep the contracts of the real adapters. */
export const portsOf = (backend: Backend, skew: number) => {
  const clock = () => backend.now() + skew;
  const stores = inMemoryStores(backend.table, { clock, digest: sha256 });
  return {
    ...stores,
    lists: { ...inMemoryRequestLists(backend.index), byApprover: stores.lists.byApprover },
    due: inMemoryDueList(backend.index),
    rescue: backend.machines.rescue,
    dispatch: backend.dispatch,
    policy: backend.book.reader,
    readRows: backend.book.readRows,
    writer: backend.book.writer,
    meter: backend.book.meter,
    secretPrefix: 'countersign/',
    pause: async () => undefined,
    newId: backend.newId,
    digestBytes: sha256Bytes,
    workflow: backend.machines.workflow,
    rotateSecret: backend.target.rotateSecret,
    roles: backend.roles,
    channel: backend.channel,
    newPassword: () => ({ password: `${CANARY} of a session`, verifier: 'a verifier' }),
    readSecret: backend.target.readSecret,
    secretExists: backend.target.secretExists,
    mails: backend.post.mails,
    sendMail: backend.sendMail,
    publish: backend.publish,
    replyToken,
    replyDomain,
    readLeaves: async (raw: Uint8Array) => {
      backend.reading.count += 1;
      try {
        return await readLeaves(raw);
      } finally {
        backend.reading.count -= 1;
      }
    },
  };
};
