import type {
  Clock,
  ReadOpenReview,
  Recorded,
  Remembered,
  RequestChange,
  RequestStore,
  StoredRequest,
  WaitingTask,
} from '../../../lambdas/application/ports/ports.ts';
import type { Grant } from '../../../lambdas/core/request/custody.ts';
import { dueAt } from '../../../lambdas/core/request/due.ts';
import type { LockFields } from '../../../lambdas/core/request/owed-change.ts';
import { trackOf } from '../../../lambdas/core/request/track.ts';
import { type Item, type Key, type MemoryTable, notThere, type Write } from './memory-table.ts';

/** An effect that is not finished after a minute is due. */
export const EFFECT_GRACE_MILLIS = 60_000;
const DAY_MILLIS = 24 * 3_600_000;

export const keys = {
  state: (id: string): Key => ({ pk: `R#${id}`, sk: 'STATE' }),
  event: (id: string, seq: number): Key => ({ pk: `R#${id}`, sk: `E#${String(seq).padStart(8, '0')}` }),
  token: (id: string): Key => ({ pk: `R#${id}`, sk: 'TOKEN' }),
  lock: (credential: string): Key => ({ pk: `C#${credential}`, sk: 'LOCK' }),
  grant: (credential: string, { end, requestId }: Grant): Key => ({
    pk: `C#${credential}`,
    sk: `G#${new Date(end).toISOString()}#${requestId}`,
  }),
  openReview: (requester: string): Key => ({ pk: `Q#${requester}`, sk: 'REVIEW' }),
  answer: (key: string): Key => ({ pk: `I#${key}`, sk: 'ANSWER' }),
};

/** Requests in memory, with the conditions of the table `Requests`. */
export const inMemoryRequestStore = (table: MemoryTable, clock: Clock): RequestStore => ({
  load: async (id) => {
    const item = table.get(keys.state(id));
    return item && ({ request: item['request'], version: item['version'], head: item['head'] } as StoredRequest);
  },
  commit: async (change) =>
    table.transact([
      stateWrite(change, clock()),
      ...eventWrites(change),
      ...custodyWrites(table, change),
      ...quarantineWrites(change),
      ...reviewWrites(change),
      ...(change.task ? [taskWrite(change.request.id, change.task)] : []),
      ...(change.remember ? [rememberWrite(change.remember, clock())] : []),
    ]),
  remembered: async (key) => {
    const item = table.get(keys.answer(key));
    return item && !isOver(item, clock()) ? (item['remembered'] as Remembered) : undefined;
  },
  history: async (id) => table.query(`R#${id}`, 'E#').map((item) => item['record'] as Recorded['record']),
});

const stateWrite = (change: RequestChange, now: number): Write => ({
  key: keys.state(change.request.id),
  item: {
    request: change.request,
    version: change.from + change.recorded.length,
    head: change.recorded.at(-1)?.record.hash ?? change.head,
    due: dueAt(change.request, now),
  },
  condition: (before) => (before?.['version'] ?? 0) === change.from,
});

const eventWrites = ({ request: { id }, recorded }: RequestChange): Write[] => {
  const track = trackOf(recorded.flatMap(({ steps }) => steps));
  return recorded.map(({ record, steps }) => ({
    key: keys.event(id, record.seq),
    item: {
      record,
      steps,
      done: [],
      track,
      urgent: record.emergency,
      due: Date.parse(record.at) + EFFECT_GRACE_MILLIS,
    },
    condition: notThere,
  }));
};

const taskWrite = (id: string, task: WaitingTask): Write => ({
  key: keys.token(id),
  item: task,
  condition: (before) => before === undefined || Number(before['enteredAt']) <= task.enteredAt,
});

const reviewWrites = ({ request: { id, requester }, review }: RequestChange): Write[] => {
  const key = keys.openReview(requester);
  if (review === 'opens') return [{ key, item: { requestId: id }, condition: notThere }];
  return review === 'closes' ? [{ key, remove: true, condition: (before) => before?.['requestId'] === id }] : [];
};

export const inMemoryOpenReview =
  (table: MemoryTable): ReadOpenReview =>
  async (requester) =>
    table.get(keys.openReview(requester))?.['requestId'] as string | undefined;

const quarantineWrites = ({ request: { id, credential }, quarantine }: RequestChange): Write[] => {
  if (!quarantine) return [];
  const key = { pk: 'QUARANTINE', sk: `${credential}#${id}` };
  return [quarantine.kind === 'ends' ? { key, remove: true } : { key, item: { credential, since: quarantine.since } }];
};

/** The rows of the grants, and the lock: moved by every change of a grant, checked where a version is given. */
const custodyWrites = (table: MemoryTable, { request, grants, lock, lockVersion }: RequestChange): Write[] => {
  const { credential } = request;
  const rows = grants.flatMap(({ remove, put }): Write[] => {
    const old = remove && keys.grant(credential, remove);
    const now = put && keys.grant(credential, put);
    return [
      ...(old && old.sk !== now?.sk ? [{ key: old, remove: true as const }] : []),
      ...(now ? [{ key: now, item: put }] : []),
    ];
  });
  const condition = (before: Item | undefined): boolean =>
    lockVersion === undefined || Number(before?.['version'] ?? 0) === lockVersion;
  if (rows.length > 0 || lock)
    return [...rows, { key: keys.lock(credential), item: moved(table, credential, lock), condition }];
  return lockVersion === undefined ? [] : [{ key: keys.lock(credential), condition }];
};

const moved = (table: MemoryTable, credential: string, lock: LockFields | undefined): Item => {
  const before = table.get(keys.lock(credential)) ?? {};
  const kept = lock ? { ...lock, due: lock.changeBy } : before;
  return { ...kept, version: Number(before['version'] ?? 0) + 1 };
};

const isOver = (item: Item, now: number): boolean => Number(item['expiresAt']) <= now;

const rememberWrite = (remembered: Remembered, now: number): Write => ({
  key: keys.answer(remembered.key),
  item: { remembered, expiresAt: now + DAY_MILLIS },
  condition: (before) => before === undefined || isOver(before, now),
});
