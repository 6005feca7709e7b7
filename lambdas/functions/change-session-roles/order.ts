import * as z from 'zod';
import type { SessionRoleOrder, SessionRoles } from '../../application/ports/session-ports.ts';

const text = z.string().min(1);
const session = { secret: text, sessionId: text };

/** A call of the roles of sessions, as `open-session` and `close-access` send it. */
export const sessionRoleOrder = z.discriminatedUnion('order', [
  z.object({ order: z.literal('prepare'), ...session }),
  z.object({ order: z.literal('activate'), ...session, identity: z.int(), verifier: text, until: z.int() }),
  z.object({ order: z.literal('prolong'), ...session, until: z.int() }),
  z.object({ order: z.literal('end'), secret: text, sessionIds: z.array(text).min(1) }),
]) satisfies z.ZodType<SessionRoleOrder>;

/** Does what was ordered; the answer is that of the call, `null` where it has none. */
export const obey = async (roles: SessionRoles, order: SessionRoleOrder): Promise<unknown> => {
  switch (order.order) {
    case 'prepare':
      return roles.prepare(order.secret, order.sessionId);
    case 'activate':
      return roles.activate(order.secret, order.sessionId, order);
    case 'prolong':
      return roles.prolong(order.secret, order.sessionId, order.until);
    case 'end':
      await roles.end(order.secret, order.sessionIds);
      return null;
  }
};
