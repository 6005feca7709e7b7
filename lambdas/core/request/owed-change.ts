import type { Grant } from './custody.ts';
import type { Closure } from './state.ts';
import type { AccessWindow } from './window.ts';

/** What a credential's lock says, in epoch milliseconds where it is a time. */
export interface LockFields {
  /** Who is changing the password now: a close by its request, or the change that was put off for too long. */
  readonly rotating?: string | undefined;
  /** When that change began. */
  readonly rotatingSince?: number | undefined;
  /** The first end whose change was put off because another window was live. */
  readonly owedSince?: number | undefined;
  /** When that change is made at the latest, whoever is live then. */
  readonly changeBy?: number | undefined;
  /** A time through which live windows followed each other without a gap, although their grants are closed by now. */
  readonly unbroken?: AccessWindow | undefined;
  /** Who took an exclusive credential; it is theirs until the grant of that request is closed. */
  readonly holder?: { readonly requestId: string; readonly by: string } | undefined;
  /** When the last confirmed change began: whoever's access ended before it owes nothing more. */
  readonly changedSince?: number | undefined;
}

/** A credential's lock and its grants that are not closed, as they were read together. */
export interface Holding {
  readonly lock: LockFields;
  readonly grants: readonly Grant[];
}

/** The first end that no change of the password has followed yet, or undefined. */
const owedSince = ({ lock, grants }: Holding, now: number): number | undefined => {
  const ends = grants.filter((grant) => owes(grant, lock, now)).map(({ end }) => end);
  const first = Math.min(...ends, lock.owedSince ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(first) ? first : undefined;
};

/** A window that ended before it began was never live: nobody could use it. */
const owes = ({ start, end }: Grant, { changedSince }: LockFields, now: number): boolean =>
  start < end && end <= now && !(changedSince !== undefined && changedSince >= end);

/** Until when windows follow each other from `since` on: each began before, or at the end of, those before it. */
const unbrokenUntil = (since: number, { lock, grants }: Holding): number =>
  [...grants, ...(lock.unbroken ? [lock.unbroken] : [])]
    .toSorted((a, b) => a.start - b.start)
    .reduce((reached, { start, end }) => (start <= reached ? Math.max(reached, end) : reached), since);

/** True while a change is due: nobody gets the credential until it is confirmed. */
export const passwordIsDue = (holding: Holding, within: number, now: number): boolean =>
  passwordDueSince(holding, within, now) !== undefined;

/**
 * Since when a change is owed that nothing puts off any more, or undefined: then nothing is due. The
 * password is changed after the last live window, not after each: a window that began before the others were over puts
 * the change off to its own end, one that began in a gap does not. And it is never put off for longer than `within`
 * milliseconds after the first end (design.md 4 overlap; mission.md Q26; policy.md `rotateWithin`; threats.md E-12).
 */
export const passwordDueSince = (holding: Holding, within: number, now: number): number | undefined => {
  const due = passwordDueFrom(holding, within);
  return due !== undefined && due <= now ? due : undefined;
};

/**
 * The same instant, also when it is still to come: so that whoever decides later than the holding was read decides by
 * his own clock. It moves only when the lock does.
 */
export const passwordDueFrom = (holding: Holding, within: number): number | undefined => {
  const since = owedSince(holding, Number.POSITIVE_INFINITY);
  return since === undefined ? undefined : Math.min(since + within, unbrokenUntil(since, holding));
};

/** A grant that is over, as its close looks at it. */
export interface Ending {
  readonly over: Grant;
  /** Always, or because it was used (policy.md `rotate`). */
  readonly asksForChange: boolean;
  /** The credential's `rotateWithin`, in milliseconds. */
  readonly within: number;
  readonly now: number;
}

/** `change`: by this close, now. `changing`: another is at it, look again. */
export type PasswordAtEnd = Closure['password'] | 'change' | 'changing';

/**
 * What the end of a grant means for the password. Whatever the grant owes itself, a change that others left to be done and
 * that nothing puts off any more is made by whoever closes next: nobody else may come.
 */
export const passwordAtEnd = (holding: Holding, ending: Ending): PasswordAtEnd => {
  const { rotating, owedSince: putOff } = holding.lock;
  if (rotating === ending.over.requestId) return 'change';
  const own = ownShare(holding.lock, ending);
  if (own !== 'owed-by-a-later-window' && putOff === undefined) return own;
  if (rotating !== undefined) return 'changing';
  return passwordIsDue(holding, ending.within, ending.now) ? 'change' : own;
};

/** What this grant alone asks for. A window that was given back before it began was of no use. */
const ownShare = ({ changedSince }: LockFields, { over, asksForChange }: Ending): Closure['password'] => {
  if (changedSince !== undefined && changedSince >= over.end) return 'changed';
  return over.start < over.end && asksForChange ? 'owed-by-a-later-window' : 'not-used';
};

/** The lock once the grant that is over is closed and its row is gone. */
export const lockAfterClose = (
  holding: Holding,
  { over, within, now }: Ending,
  password: Exclude<PasswordAtEnd, 'changing'>,
): LockFields => {
  const grants = holding.grants.filter(({ requestId }) => requestId !== over.requestId);
  const lock = nextLock(withoutHolder(holding.lock, over), { over, within }, password);
  return { ...lock, unbroken: bridge(holding, { lock, grants }, now) };
};

/** The lock once a change that nobody's close made is confirmed. */
export const lockAfterChange = (holding: Holding, now: number): LockFields => {
  const lock = changed(holding.lock);
  return { ...lock, unbroken: bridge(holding, { ...holding, lock }, now) };
};

const nextLock = (
  lock: LockFields,
  { over, within }: Pick<Ending, 'over' | 'within'>,
  password: Exclude<PasswordAtEnd, 'changing'>,
): LockFields => {
  switch (password) {
    case 'change':
      return changed(lock);
    case 'owed-by-a-later-window': {
      const since = Math.min(over.end, lock.owedSince ?? over.end);
      return { ...lock, owedSince: since, changeBy: since + within };
    }
    case 'changed':
    case 'not-used':
      return lock;
  }
};

const changed = ({ rotatingSince, holder }: LockFields): LockFields => ({ changedSince: rotatingSince, holder });

const withoutHolder = (lock: LockFields, { requestId }: Grant): LockFields =>
  lock.holder?.requestId === requestId ? { ...lock, holder: undefined } : lock;

/** What has to be remembered of windows whose rows go: how far they reach from the first end that still owes a change. */
const bridge = (before: Holding, after: Holding, now: number): AccessWindow | undefined => {
  const since = owedSince(after, now);
  return since === undefined ? undefined : { start: since, end: Math.min(now, unbrokenUntil(since, before)) };
};
