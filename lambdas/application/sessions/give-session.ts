import type { SessionTarget } from '../../core/policy/session-target.ts';
import { accessOf, isSessionLive } from '../../core/request/access.ts';
import type { Session } from '../../core/request/state.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Clock, RequestStore } from '../ports/ports.ts';
import type {
  NewPassword,
  OpenChannel,
  PreparedRole,
  SessionChannel,
  SessionRoles,
  SessionSignIn,
} from '../ports/session-ports.ts';
import { makeEndSessions } from './end-sessions.ts';
import { nodeNotConnected, overMeanwhile } from './session-refusals.ts';

export interface GiveSessionPorts {
  readonly clock: Clock;
  readonly requests: Pick<RequestStore, 'load'>;
  readonly newPassword: () => NewPassword;
  readonly roles: SessionRoles;
  readonly channel: SessionChannel;
}

/** A session that is recorded and whose role is prepared. */
export interface RecordedSession {
  readonly requestId: string;
  readonly session: Session;
  readonly target: SessionTarget;
  readonly role: PreparedRole;
}

/** What the person needs to connect. It is answered once and kept nowhere. */
export interface OpenedSession {
  readonly sessionId: string;
  /** When the session is cut at the latest, in epoch milliseconds. */
  readonly validUntil: number;
  readonly signIn: SessionSignIn & { readonly engine: string; readonly password: string };
  readonly channel: OpenChannel;
}

/**
 * Gives a recorded session its rights, its password and its channel, and looks once more whether its access still
 * lives. An end that came in between dropped the role, so the first step fails; one that came later is found by the
 * last, and what was opened is ended here. Only then does anybody learn the password.
 */
export const makeGiveSession = (ports: GiveSessionPorts) => {
  const endSessions = makeEndSessions(ports);
  return async (recorded: RecordedSession): Promise<Result<OpenedSession>> => {
    const { session, target, role } = recorded;
    const { password, verifier } = ports.newPassword();
    const activation = { identity: role.identity, verifier, until: session.until };
    if ((await ports.roles.activate(session.place.secret, session.id, activation)) === 'gone') return overMeanwhile;
    const channel = await ports.channel.open(target, session.id);
    const validUntil = await stillLive(ports, recorded);
    if (channel === 'node-not-connected' || validUntil === undefined) {
      await endSessions([session]);
      return validUntil === undefined ? overMeanwhile : nodeNotConnected(target);
    }
    return ok({
      sessionId: session.id,
      validUntil,
      signIn: { engine: target.engine, username: role.username, password, database: role.database },
      channel,
    });
  };
};

/** When the access ends by now, if it has not ended yet; an extension that came in between reaches the role as well. */
const stillLive = async (
  { clock, requests, roles }: GiveSessionPorts,
  { requestId, session }: RecordedSession,
): Promise<number | undefined> => {
  const request = (await requests.load(requestId))?.request;
  if (!(request && isSessionLive(request, session.id, clock()))) return undefined;
  const end = accessOf(request)?.window.end ?? session.until;
  if (end !== session.until) await roles.prolong(session.place.secret, session.id, end);
  return end;
};
