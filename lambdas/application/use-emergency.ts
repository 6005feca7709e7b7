import type { Result } from '../core/result.ts';
import { type Act, type ActPorts, makeActOnRequest } from './act-on-request.ts';
import type { StoredRequest } from './ports.ts';

/** Skips the wait with a second reason; every approver of every level is told (seed 1). */
export const makeUseEmergency = (ports: ActPorts) => {
  const actOnRequest = makeActOnRequest(ports);
  return (act: Act & { readonly reason: string }): Promise<Result<StoredRequest>> =>
    actOnRequest(act, (viewer) =>
      viewer.capacities.length === 0 ? undefined : { type: 'use-emergency', by: viewer.id, reason: act.reason },
    );
};
