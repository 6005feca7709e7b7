import { type Result, refuse } from '../core/result.ts';
import { type Act, type ActPorts, makeActOnRequest, recordRefusal } from './act-on-request.ts';
import { type DecidePorts, makeDecideAccess } from './decide-access.ts';
import type { StoredRequest } from './ports.ts';

const denied = refuse({ rule: 'decision-denies', reason: 'No access group allows this use at this moment.' });

/**
 * Skips the wait with a second reason; every approver of every level is told (seed 1). Not where the decision computed
 * anew denies: emergency stands in for an approval, never for a permission (mission.md Q24).
 */
export const makeUseEmergency = (ports: ActPorts & DecidePorts) => {
  const actOnRequest = makeActOnRequest(ports);
  const decideAccess = makeDecideAccess(ports);
  return async (act: Act & { readonly reason: string }): Promise<Result<StoredRequest>> => {
    const stored = await ports.requests.load(act.requestId);
    if (stored?.request.name === 'pending') {
      const { credential: credentialId, action } = stored.request;
      const access = await decideAccess({ principalId: act.principal.id, credentialId, action });
      const own = access?.user.id === stored.request.requester;
      if (own && access?.decision.outcome === 'deny') {
        await recordRefusal(ports.log, act, denied.refusal.rule);
        return denied;
      }
    }
    return actOnRequest(act, (viewer) =>
      viewer.capacities.length === 0 ? undefined : { type: 'use-emergency', by: viewer.id, reason: act.reason },
    );
  };
};
