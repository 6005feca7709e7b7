import type { Result } from '../../core/result.ts';
import type { StoredRequest } from '../ports/ports.ts';
import { type Act, type ActPorts, makeActOnRequest } from './act-on-request.ts';

/** Ends somebody's access early, with the text that the person is shown. */
export const makeRevokeAccess = (ports: ActPorts) => {
  const actOnRequest = makeActOnRequest(ports);
  return (act: Act & { readonly text: string }): Promise<Result<StoredRequest>> =>
    actOnRequest(act, (viewer) =>
      viewer.capacities.length === 0
        ? undefined
        : { type: 'revoke', by: viewer.id, administrator: viewer.capacities.includes('administrator'), text: act.text },
    );
};
