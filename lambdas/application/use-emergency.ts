import type { Request } from '../core/request/state.ts';
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
  const isDenied = makeIsDenied(ports);
  return async (act: Act & { readonly reason: string }): Promise<Result<StoredRequest>> => {
    const stored = await ports.requests.load(act.requestId);
    if (stored?.request.name === 'pending' && (await isDenied(act, stored.request))) {
      await recordRefusal(ports.log, act, denied.refusal.rule);
      return denied;
    }
    return actOnRequest(act, (viewer) =>
      viewer.capacities.length === 0 ? undefined : { type: 'use-emergency', by: viewer.id, reason: act.reason },
    );
  };
};

/** No decision, no access: a requester who was disabled, or whose credential is gone, is denied as well. */
const makeIsDenied = (ports: DecidePorts) => {
  const decideAccess = makeDecideAccess(ports);
  return async ({ principal }: Act, { requester, credential, action }: Request): Promise<boolean> => {
    const { user } = await ports.policy.subject(principal.id);
    if (user?.id !== requester) return false;
    const access = await decideAccess({ principalId: principal.id, credentialId: credential, action });
    return access === undefined || access.decision.outcome === 'deny';
  };
};
