import type { Session } from '../../core/request/state.ts';
import type { EndSessions, SessionChannel, SessionRoles } from '../ports/session-ports.ts';

export interface EndSessionPorts {
  readonly roles: Pick<SessionRoles, 'end'>;
  readonly channel: Pick<SessionChannel, 'end'>;
}

/**
 * Ends sessions where they were opened: their database roles, with every connection and with what they own, and their
 * channels. Both are tried whatever becomes of the other, so that one that hangs leaves no way in.
 */
export const makeEndSessions =
  ({ roles, channel }: EndSessionPorts): EndSessions =>
  async (sessions) => {
    const bySecret = Map.groupBy(sessions, ({ place }) => place.secret);
    const byNode = Map.groupBy(sessions, ({ place }) => place.node);
    const ends = [
      ...[...bySecret].map(([secret, those]) => roles.end(secret, idsOf(those))),
      ...[...byNode].map(([node, those]) => channel.end(node, idsOf(those))),
    ];
    for (const outcome of await Promise.allSettled(ends)) if (outcome.status === 'rejected') throw outcome.reason;
  };

const idsOf = (sessions: readonly Session[]): string[] => sessions.map(({ id }) => id);
