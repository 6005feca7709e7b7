import type { Result } from '../../core/result.ts';
import type { StoredRequest } from '../ports/ports.ts';
import { type Act, type ActPorts, makeActOnRequest } from './act-on-request.ts';

/** Gives an access back before its end: it is closed at once. */
export const makeReturnAccess = (ports: ActPorts) => {
  const actOnRequest = makeActOnRequest(ports);
  return (act: Act): Promise<Result<StoredRequest>> =>
    actOnRequest(act, (viewer) => (viewer.capacities.length === 0 ? undefined : { type: 'return', by: viewer.id }));
};
