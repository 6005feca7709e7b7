import type { Closure, Request, RequestState, Session } from './state.ts';
import type { AccessWindow } from './window.ts';

/** An access that was opened, whichever way: a window that was given, or an immediate use that lasts. */
export interface Access {
  readonly window: AccessWindow;
  /** When it ended, if that was before the end of the window or is confirmed. */
  readonly endedAt?: number | undefined;
  readonly closure?: Closure | undefined;
}

/** The access that a request opened, or undefined: it was never approved, or its immediate use has no end. */
export const accessOf = (request: RequestState): Access | undefined => {
  if (request.name === 'granted') return request.use;
  return 'window' in request ? request : undefined;
};

/**
 * False of an extension: approved, it carries another request's access on and is of no use itself. One whose requester did
 * not wait for the answer, and used the emergency, has an access of its own.
 */
export const hasOwnAccess = (request: Request): boolean =>
  request.extends === undefined || ('emergency' in request && request.emergency !== undefined);

/** A close takes seconds. One that is not confirmed this long after the end needs somebody to look. */
const OVERDUE_MILLIS = 5 * 60_000;

/** True when an access is over for so long that its end should have been confirmed. */
export const isOverdue = ({ window, closure }: Access, now: number): boolean =>
  closure === undefined && now >= window.end + OVERDUE_MILLIS;

/** Every session that was opened under a request, oldest first. */
export const sessionsOf = (request: RequestState): readonly Session[] =>
  'sessions' in request ? (request.sessions ?? []) : [];

/** True while a session of the request may live: it was opened, and its access has not ended. */
export const isSessionLive = (request: RequestState, sessionId: string, now: number): boolean => {
  const access = accessOf(request);
  const opened = sessionsOf(request).some(({ id }) => id === sessionId);
  return opened && access !== undefined && access.endedAt === undefined && now < access.window.end;
};

/**
 * When an access ends that is ended now: after every use of it, also where the clock of this caller runs behind the one
 * that recorded the use (threats.md T-21). Otherwise the window would be cut to nothing, and one that nobody could use
 * owes no new password.
 */
export const endAfterUse = (request: RequestState, now: number): number => {
  const released = 'releasedAt' in request ? request.releasedAt : undefined;
  const uses = [...(released === undefined ? [] : [released]), ...sessionsOf(request).map(({ openedAt }) => openedAt)];
  return Math.max(now, ...uses.map((at) => at + 1));
};

/** True once the password was shown or a session was opened (policy.md, `rotate: when-used`). */
export const wasUsed = (request: RequestState): boolean =>
  ('releasedAt' in request && request.releasedAt !== undefined) || sessionsOf(request).length > 0;
