import type { RequestEvent } from './events.ts';
import type { Approved, Emergency, Granted, LastingUse } from './state.ts';
import { cutAt } from './window.ts';

type Of<Name extends RequestEvent['type']> = Extract<RequestEvent, { type: Name }>;

/** An immediate use by release: it lasts only where the event says until when. */
export const useReleased = (granted: Granted, { at, until }: Of<'PasswordReleased'>): Granted => ({
  ...granted,
  releasedAt: at,
  ...(until === undefined ? {} : { use: { window: { start: at, end: until } } }),
});

/** One more session; an immediate use by session lasts as long as the session may. */
export const sessionOpened = <State extends Granted | Approved | Emergency>(
  open: State,
  { at, sessionId, until, place }: Of<'SessionOpened'>,
): State => ({
  ...open,
  sessions: [...(open.sessions ?? []), { id: sessionId, openedAt: at, until, place }],
  ...(open.name === 'granted' ? { use: { window: { start: at, end: until } } } : {}),
});

/** The end of an immediate use before its time. */
export const useCut = (granted: Granted, event: Of<'AccessRevoked' | 'AccessReturned'>): Granted => {
  const use = lasting(granted, event);
  const revoked = event.type === 'AccessRevoked' ? { by: event.by, text: event.text } : undefined;
  return { ...granted, use: { ...use, window: cutAt(use.window, event.at), endedAt: event.at, revoked } };
};

/** The end of an immediate use is confirmed. */
export const useClosed = (granted: Granted, event: Of<'AccessClosed'>): Granted => {
  const use = lasting(granted, event);
  return { ...granted, use: { ...use, endedAt: use.endedAt ?? use.window.end, closure: event.closure } };
};

const lasting = ({ use }: Granted, { type }: RequestEvent): LastingUse => {
  if (use) return use;
  throw new Error(`${type} cannot follow an immediate use without an end`);
};
