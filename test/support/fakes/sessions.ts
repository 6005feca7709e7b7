import type { ChannelTarget, SessionChannel, SessionRoles } from '../../../lambdas/application/session-ports.ts';

export interface FakeRole {
  readonly secret: string;
  readonly state: 'prepared' | 'active';
  readonly until?: number;
}

/** The roles of sessions in memory: what is prepared, active and gone. */
export const inMemoryRoles = () => {
  const roles = new Map<string, FakeRole>();
  const at = (secret: string, id: string) => (roles.get(id)?.secret === secret ? roles.get(id) : undefined);
  const port: SessionRoles = {
    prepare: async (secret, id) => {
      if (!at(secret, id)) roles.set(id, { secret, state: 'prepared' });
      return { username: `cs_${id}`, database: 'shop' };
    },
    activate: async (secret, id, { until }) => {
      if (!at(secret, id)) return 'gone';
      roles.set(id, { secret, state: 'active', until });
      return 'active';
    },
    prolong: async (secret, id, until) => {
      const role = at(secret, id);
      if (!role) return 'gone';
      roles.set(id, { ...role, until });
      return 'prolonged';
    },
    end: async (secret, ids) => {
      for (const id of ids) if (at(secret, id)) roles.delete(id);
    },
  };
  return { roles: port, all: roles as ReadonlyMap<string, FakeRole> };
};

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
