import { ok, refuse } from '../result.ts';
import { sessionsOf } from './access.ts';
import type { Context, OpenSession } from './commands.ts';
import type { Outcome } from './outcome.ts';
import { refusal } from './refusal.ts';
import { type Usable, useRefusal } from './use-rules.ts';

/** The state of a request holds its sessions, so it holds no more than this. */
export const MAX_SESSIONS = 20;

/**
 * A session is opened under the same conditions as a release: many inside a window, one for an immediate use. It ends
 * with the window; an immediate one after the longest time that sessions last (policy.md, `maxSession`).
 */
export const openSession = (state: Usable, command: OpenSession, context: Context): Outcome => {
  const { by, sessionId, place, lasts } = command;
  const sessions = sessionsOf(state);
  if (sessions.some(({ id }) => id === sessionId)) return ok([]);
  const no = useRefusal(state, command, context);
  if (no) return refuse(no);
  if (sessions.length >= MAX_SESSIONS)
    return refuse(
      refusal('too-many-sessions', `This request has opened ${MAX_SESSIONS} sessions: submit a new request.`),
    );
  const until = state.name === 'granted' ? context.now + lasts : state.window.end;
  return ok([{ type: 'SessionOpened', at: context.now, by, sessionId, until, place }]);
};
