import { durationToMillis } from '../../core/policy/duration.ts';
import { type SessionTarget, sessionTarget } from '../../core/policy/session-target.ts';
import { sessionsOf } from '../../core/request/access.ts';
import type { OpenSession } from '../../core/request/commands.ts';
import { decide } from '../../core/request/decide.ts';
import { ok, type Result } from '../../core/result.ts';
import { readStandings } from '../people/standings.ts';
import { viewerOf } from '../people/viewer.ts';
import type { NewId, StoredRequest, VaultLog } from '../ports/ports.ts';
import { makeReadPointOfUse, type PointOfUse, type UsePorts } from '../release/point-of-use.ts';
import { type Act, recordRefusal } from '../requests/act-on-request.ts';
import { type ChangeExtras, type ChangePorts, makeChangeRequest, noSuchRequest } from '../requests/change-request.ts';
import { type GiveSessionPorts, makeGiveSession, type OpenedSession } from './give-session.ts';
import { accessGone, nodeNotConnected, noTarget, secretMissing, wrongAction } from './session-refusals.ts';

export type OpenSessionPorts = ChangePorts &
  UsePorts &
  GiveSessionPorts & { readonly log: VaultLog; readonly newId: NewId };

/** A session as it would be opened now. */
interface Ready {
  readonly command: OpenSession;
  readonly extras: ChangeExtras;
  readonly target: SessionTarget;
}

/**
 * Opens a session without showing the credential's password (seed 1, the second of its two moments): a database role of
 * its own and a channel to the database. The order leaves no usable login behind, whatever races it (ADR 9): a role
 * of no use, the record, and only then rights, password and channel. Each call is a new session.
 */
export const makeOpenSession = (ports: OpenSessionPorts) => {
  const readPointOfUse = makeReadPointOfUse(ports);
  const changeRequest = makeChangeRequest(ports);
  const giveSession = makeGiveSession(ports);

  const ready = async (act: Act, stored: StoredRequest, sessionId: string): Promise<Result<Ready>> => {
    const viewer = await viewerOf(ports, act.principal, stored.request);
    if (viewer.capacities.length === 0) return noSuchRequest;
    if (stored.request.action !== 'start_session') return wrongAction;
    return readyFrom(await readPointOfUse({ act, by: viewer.id, stored, hasEnd: () => true }), sessionId);
  };

  const open = async (act: Act, sessionId: string): Promise<Result<OpenedSession>> => {
    const tried = await rehearse(ports, act, (stored) => ready(act, stored, sessionId));
    if (!tried.ok) return tried;
    const { target, command } = tried.value;
    const role = await ports.roles.prepare(command.place.secret, sessionId);
    if (role === 'secret-missing') return secretMissing;
    const recorded = await changeRequest(act.requestId, async (stored) =>
      inPlace(command, await ready(act, stored, sessionId)),
    );
    if (!recorded.ok) return recorded;
    const session = sessionsOf(recorded.value.request).find(({ id }) => id === sessionId);
    if (!session) throw new Error('a session was recorded and is not there');
    return giveSession({ requestId: act.requestId, session, target, role });
  };

  return async (act: Act): Promise<Result<OpenedSession>> => {
    const outcome = await open(act, ports.newId().toLowerCase());
    if (!outcome.ok) await recordRefusal(ports.log, act, outcome.refusal.rule);
    return outcome;
  };
};

const readyFrom = ({ access, use, extras }: PointOfUse, sessionId: string): Result<Ready> => {
  if (!access) return accessGone;
  const target = sessionTarget(access.credential);
  if (!target) return noTarget;
  const place = { secret: access.credential.secret, node: target.node };
  const lasts = durationToMillis(access.head.settings.maxSession);
  return ok({ command: { ...use, type: 'open-session', sessionId, place, lasts }, extras, target });
};

/** The place is settled once: the record names the database in which the role was prepared, whatever was edited since. */
const inPlace = ({ place }: OpenSession, again: Result<Ready>): Result<Ready> =>
  again.ok ? ok({ ...again.value, command: { ...again.value.command, place } }) : again;

/** Decides without recording, so that a refusal costs nothing, and looks whether there is a way at all. */
const rehearse = async (
  { channel, requests, ...ports }: OpenSessionPorts,
  { requestId }: Act,
  ready: (stored: StoredRequest) => Promise<Result<Ready>>,
): Promise<Result<Ready>> => {
  const stored = await requests.load(requestId);
  if (!stored) return noSuchRequest;
  const tried = await ready(stored);
  if (!tried.ok) return tried;
  const { command, target } = tried.value;
  const people = await readStandings(ports, stored.request, command.by);
  const decided = decide(stored.request, command, { now: ports.clock(), people });
  if (!decided.ok) return decided;
  return (await channel.isReachable(target.node)) ? tried : nodeNotConnected(target);
};
