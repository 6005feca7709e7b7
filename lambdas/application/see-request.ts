import { ok, type Result } from '../core/result.ts';
import { noSuchRequest } from './change-request.ts';
import type { RequestStore, StoredRequest } from './ports.ts';
import type { Principal } from './principal.ts';
import type { StandingPorts } from './standings.ts';
import { type Viewer, viewerOf } from './viewer.ts';

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
