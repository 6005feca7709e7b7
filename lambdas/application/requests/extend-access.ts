import { accessOf, sessionsOf } from '../../core/request/access.ts';
import { ok } from '../../core/result.ts';
import { Fault } from '../fault.ts';
import type { SessionRoles } from '../ports/session-ports.ts';
import { type ChangePorts, makeChangeRequest } from './change-request.ts';

export interface Extension {
  /** The request whose access goes on. */
  readonly grant: string;
  /** The request that was approved for it. */
  readonly extension: string;
  /** The new end, in epoch milliseconds. */
  readonly until: number;
}

/**
 * Moves the end of an access whose extension was approved. An access that is over by then stays over: nobody brings
 * back what was revoked, given back or closed meanwhile. A repeat changes nothing.
 */
export const makeExtendAccess = (ports: ChangePorts) => {
  const changeRequest = makeChangeRequest(ports);
  return async ({ grant, extension, until }: Extension): Promise<void> => {
    const outcome = await changeRequest(grant, async () => ok({ command: { type: 'extend', extension, until } }));
    if (!outcome.ok && outcome.refusal.rule === 'try-again')
      throw new Fault('ExtensionConflict', `request ${grant} kept changing while it was extended`);
  };
};

/** Lets the database roles of a request's sessions last to its end as it is now. A session that is over stays over. */
export const makeProlongSessions =
  ({ requests, roles }: Pick<ChangePorts, 'requests'> & { readonly roles: Pick<SessionRoles, 'prolong'> }) =>
  async (requestId: string): Promise<void> => {
    const request = (await requests.load(requestId))?.request;
    const access = request && accessOf(request);
    if (!(request && access) || access.endedAt !== undefined) return;
    const { end } = access.window;
    await Promise.all(sessionsOf(request).map(({ id, place }) => roles.prolong(place.secret, id, end)));
  };
