import type { Result } from '../../core/result.ts';
import type { StoredRequest } from '../ports/ports.ts';
import { type Act, type ActPorts, makeActOnRequest } from './act-on-request.ts';

/** Takes a pending request back. */
export const makeCancelRequest = (ports: ActPorts) => {
  const actOnRequest = makeActOnRequest(ports);
  return (act: Act): Promise<Result<StoredRequest>> =>
    actOnRequest(act, (viewer) => (viewer.capacities.length === 0 ? undefined : { type: 'cancel', by: viewer.id }));
};
