import { ok, type Result } from '../../core/result.ts';
import type { Principal } from '../people/principal.ts';
import type { StandingPorts } from '../people/standings.ts';
import { type Viewer, viewerOf } from '../people/viewer.ts';
import type { RequestStore, StoredRequest } from '../ports/ports.ts';
import { noSuchRequest } from './change-request.ts';

export interface SeenRequest {
  readonly stored: StoredRequest;
  readonly viewer: Viewer;
}

export type SeePorts = StandingPorts & { readonly requests: Pick<RequestStore, 'load'> };

export interface Look {
  readonly principal: Principal;
  readonly requestId: string;
}

/** One request as it stands, to those who may see it; for all others it is not there (threats.md I-04). */
export const makeSeeRequest =
  ({ requests, ...ports }: SeePorts) =>
  async ({ principal, requestId }: Look): Promise<Result<SeenRequest>> => {
    const stored = await requests.load(requestId);
    if (!stored) return noSuchRequest;
    const viewer = await viewerOf(ports, principal, stored.request);
    return viewer.capacities.length === 0 ? noSuchRequest : ok({ stored, viewer });
  };
