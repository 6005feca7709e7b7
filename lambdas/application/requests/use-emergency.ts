import type { Request } from '../../core/request/state.ts';
import { type Result, refuse } from '../../core/result.ts';
import { type DecidePorts, makeDecideAccess } from '../access/decide-access.ts';
import type { ReadOpenReview, StoredRequest } from '../ports/ports.ts';
import { type Act, type ActPorts, makeActOnRequest, recordRefusal } from './act-on-request.ts';

const denied = refuse({ rule: 'decision-denies', reason: 'No access group allows this use at this moment.' });

export type EmergencyPorts = ActPorts & DecidePorts & { readonly openReview: ReadOpenReview };

/**
 * Skips the wait with a second reason; every approver of every level is told (seed 1). Not where the decision computed
 * anew denies: emergency stands in for an approval, never for a permission (mission.md Q24). Nor while the review of the last one is open: of two at the same
 * moment the second finds the review of the first.
 */
export const makeUseEmergency = (ports: EmergencyPorts) => {
  const actOnRequest = makeActOnRequest(ports);
  const isDenied = makeIsDenied(ports);
  return async (act: Act & { readonly reason: string }): Promise<Result<StoredRequest>> => {
    const stored = await ports.requests.load(act.requestId);
    if (stored?.request.name === 'pending' && (await isDenied(act, stored.request))) {
      await recordRefusal(ports.log, act, denied.refusal.rule);
      return denied;
    }
    return actOnRequest(act, async (viewer, { request: { requester } }) => {
      if (viewer.capacities.length === 0) return undefined;
      const openReview = await ports.openReview(requester);
      return { type: 'use-emergency', by: viewer.id, reason: act.reason, openReview };
    });
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
