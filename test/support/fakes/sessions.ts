import type { ChannelTarget, SessionChannel, SessionRoles } from '../../../lambdas/application/ports/session-ports.ts';

export interface FakeRole {
  readonly secret: string;
  readonly state: 'prepared' | 'active';
  readonly identity: number;
  readonly until?: number;
}

/** The roles of sessions in memory: what is prepared, active and gone. */
export const inMemoryRoles = () => {
  const roles = new Map<string, FakeRole>();
  let made = 0;
  const at = (secret: string, id: string) => (roles.get(id)?.secret === secret ? roles.get(id) : undefined);
  const port: SessionRoles = {
    prepare: async (secret, id) => {
      const role: FakeRole = at(secret, id) ?? { secret, state: 'prepared', identity: made + 1 };
      made = Math.max(made, role.identity);
      roles.set(id, role);
      return { username: `cs_${id}`, database: 'shop', identity: role.identity };
    },
    activate: async (secret, id, { identity, until }) => {
      const role = at(secret, id);
      if (role?.identity !== identity) return 'gone';
      roles.set(id, { ...role, state: 'active', until: later(role, until) });
      return 'active';
    },
    prolong: async (secret, id, until) => {
      const role = at(secret, id);
      if (!role) return 'gone';
      roles.set(id, { ...role, until: later(role, until) });
      return 'prolonged';
    },
    end: async (secret, ids) => {
      for (const id of ids) if (at(secret, id)) roles.delete(id);
    },
  };
  return { roles: port, all: roles as ReadonlyMap<string, FakeRole> };
};

const later = ({ until = 0 }: FakeRole, other: number): number => Math.max(until, other);

/** Channels in memory, and nodes that answer. */
export const inMemoryChannels = () => {
  const open = new Map<string, ChannelTarget>();
  const port: SessionChannel = {
    isReachable: async (node) => node.startsWith('mi-'),
    open: async (target, sessionId) => {
      if (!target.node.startsWith('mi-')) return 'node-not-connected';
      open.set(sessionId, target);
      return { sessionId: `ssm-${sessionId}`, streamUrl: 'wss://stream', tokenValue: 'token' };
    },
    end: async (node, ids) => {
      for (const id of ids) if (open.get(id)?.node === node) open.delete(id);
    },
  };
  return { channel: port, all: open as ReadonlyMap<string, ChannelTarget> };
};
