import { durationToMillis } from '../../../lambdas/core/policy/duration.ts';
import { sessionsOf } from '../../../lambdas/core/request/access.ts';
import type { Request } from '../../../lambdas/core/request/state.ts';
import type { AccessWindow } from '../../../lambdas/core/request/window.ts';
import { naiveCodes } from '../../support/naive-policy.ts';
import { policiesIn, type Seen, type SightOf } from '../engine/seen.ts';
import { firstOf, type Invariant, on, openedBy, type Rest, requestsOf, SKEW_MILLIS } from './invariant.ts';

type Changed = SightOf<'changed'>;

/** The instant, by the clock of whoever decided, of an event of this type that came with the change. */
const instantsOf = ({ records }: Changed, ...types: readonly string[]): readonly number[] =>
  records.filter(({ type }) => types.includes(type)).map(({ at }) => Date.parse(at));

/** The two ways in which a credential is used (seed 1). */
const uses = ['PasswordReleased', 'SessionOpened'];

const isOpenAt = (request: Request, at: number): boolean => {
  if (request.name === 'granted') return true;
  if (request.name !== 'approved' && request.name !== 'emergency') return false;
  return request.window.start <= at && at < request.window.end;
};

/** Whether, by a second implementation, some policy that was in force meanwhile allows the use as it was given. */
const isAdmitted = (sight: Changed, seen: Seen, at: number): boolean => {
  const { request } = sight.after;
  const given = request.restrictionCode.slice(1, 4);
  return policiesIn(seen, sight.process?.startedAt ?? sight.now, sight.now).some((policy) => {
    const user = policy.users.find(({ id }) => id === request.requester);
    const credential = policy.credentials.find(({ id }) => id === request.credential);
    const [code = '1000'] =
      user && credential ? naiveCodes(policy, { user, credential, action: request.action }, at) : [];
    return code.slice(1, 4) !== '000' && code.slice(1, 4) <= given;
  });
};

const releasedOutside = (sight: Changed, seen: Seen): string | undefined =>
  firstOf(instantsOf(sight, ...uses), (at) => {
    const before = sight.before?.request;
    if (!(before && isOpenAt(before, at)))
      return `released while ${before?.name}, not open at ${new Date(at).toISOString()}`;
    if (Math.abs(sight.now - at) > SKEW_MILLIS + (sight.now - (sight.process?.startedAt ?? sight.now)))
      return 'released by a clock that is wrong by more than a caller may be';
    return isAdmitted(sight, seen, at) ? undefined : 'released although no policy of that moment admits it';
  });

export const releasedInsideOnly: Invariant = {
  id: 'I-1',
  says: 'A password is released only in an open window, under a decision that admits it at that moment.',
  watch: on('changed', releasedOutside),
};

/** Who was given a password that is still in force, although the access is over. */
const stillUsable = ({ seen, passwordOf }: Pick<Rest, 'seen' | 'passwordOf'>): string | undefined =>
  firstOf(seen.lives.values(), ({ stored: { request }, known }) =>
    openedBy(request) && known.includes(passwordOf(request.credential))
      ? `${request.requester} still knows the password of ${request.credential} from ${request.id}, which is ${request.name}`
      : undefined,
  );

const closedWithSession = (
  { after: { request }, records }: Changed,
  { usable: sessions }: Seen,
): string | undefined => {
  if (!records.some(({ type }) => type === 'AccessClosed')) return undefined;
  const live = sessionsOf(request).find(({ id }) => sessions.has(id));
  return live && `${request.id} was closed while its session ${live.id} could be used`;
};

const revived = ({ sessionId, until }: SightOf<'session-usable'>, seen: Seen): string | undefined => {
  const request = requestsOf(seen).find((each) => sessionsOf(each).some(({ id }) => id === sessionId));
  const opened = request && openedBy(request);
  if (opened?.closure) return `the session ${sessionId} of ${request?.id} was opened after its close`;
  // One that was ended early keeps its end until its close takes it away.
  const lasts = request?.name === 'approved' && opened && until > opened.window.end;
  return lasts ? `the session ${sessionId} lasts longer than the access of ${request.id}` : undefined;
};

const stillConnected = ({ seen }: Pick<Rest, 'seen'>): string | undefined => {
  const [live] = seen.usable;
  return live && `the session ${live} can still be used`;
};

export const unusableAfterTheEnd: Invariant = {
  id: 'I-2',
  says: 'Nobody can use an access after its window: once it is closed, no session of it lives and the password that was seen in it is changed.',
  watch: (sight, seen) => on('changed', closedWithSession)(sight, seen) ?? on('session-usable', revived)(sight, seen),
  atRest: (rest) => stillUsable(rest) ?? stillConnected(rest),
};

/** An access that was of use at some time, or undefined: one that was given back before it began never was. */
const usable = (request: Request) => {
  const opened = openedBy(request);
  return opened && opened.window.start < opened.window.end ? { id: request.id, ...opened } : undefined;
};

/** Two clocks, one ahead and one behind, see no gap that is smaller than this. */
const UNSEEN_GAP_MILLIS = 2 * SKEW_MILLIS;

/** Until when one window followed the other from `since` on, each beginning before those before it were over. */
const unbrokenFrom = (since: number, windows: readonly AccessWindow[]): number =>
  windows
    .toSorted((a, b) => a.start - b.start)
    .reduce(
      (reached, { start, end }) => (start <= reached + UNSEEN_GAP_MILLIS ? Math.max(reached, end) : reached),
      since,
    );

const releasedWhileOwed = (sight: Changed, seen: Seen): string | undefined =>
  firstOf(instantsOf(sight, ...uses), (at) => {
    const { credential } = sight.after.request;
    const accesses = requestsOf(seen)
      .filter((request) => request.credential === credential)
      .flatMap((request) => usable(request) ?? []);
    const windows = accesses.map(({ window }) => window);
    const within = rotateWithin(seen, credential);
    const changedAt = seen.changedAt.get(`countersign/${credential}`) ?? 0;
    const owed = accesses.filter(({ closure, window: { end } }) => !closure && changedAt + SKEW_MILLIS < end);
    const due = owed.find(({ window: { end } }) => Math.min(end + within, unbrokenFrom(end, windows)) <= at);
    return due && `the password of ${credential} was released while ${due.id} owed its change`;
  });

const rotateWithin = ({ policies }: Seen, credential: string): number => {
  const found = policies.at(-1)?.policy.credentials.find(({ id }) => id === credential);
  return found ? durationToMillis(found.rotateWithin) : 0;
};

const notClosed = ({ seen, table }: Rest): string | undefined =>
  firstOf(requestsOf(seen), (request) => {
    const opened = openedBy(request);
    if (!opened) return undefined;
    if (!opened.closure) return `${request.id} is ${request.name} and was never closed`;
    const lock = table.get({ pk: `C#${request.credential}`, sk: 'LOCK' });
    if (lock?.['rotating'] !== undefined)
      return `the lock of ${request.credential} is still held by ${lock['rotating']}`;
    if (table.query(`C#${request.credential}`, 'G#').length > 0) return `${request.credential} still has a grant`;
    return undefined;
  });

export const closedInTheEnd: Invariant = {
  id: 'I-10',
  says: 'An access that is over is closed and its password changed in the end, and until then nobody gets the credential.',
  watch: on('changed', releasedWhileOwed),
  atRest: notClosed,
};

const wasUsed = (request: Request): boolean =>
  sessionsOf(request).length > 0 || ('releasedAt' in request && request.releasedAt !== undefined);

/** Another access of an exclusive credential that was used, has an end, and is not closed. */
const usedBesides = (sight: Changed, seen: Seen): string | undefined => {
  const { request } = sight.after;
  const credential = seen.policies.at(-1)?.policy.credentials.find(({ id }) => id === request.credential);
  if (!credential?.exclusive || instantsOf(sight, ...uses).length === 0) return undefined;
  const other = requestsOf(seen).find((each) => {
    const opened = openedBy(each);
    return (
      each.id !== request.id && each.credential === request.credential && wasUsed(each) && opened && !opened.closure
    );
  });
  return other && `${request.credential} was used by ${request.id} while ${other.id} had it to itself`;
};

export const oneAtATime: Invariant = {
  id: 'C-1',
  says: 'An exclusive credential is in the hands of one access at a time, until its end is confirmed.',
  watch: on('changed', usedBesides),
};
