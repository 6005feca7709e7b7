import type { Chained } from '../core/audit/chain.ts';
import type { AuditRecord } from '../core/audit/record.ts';
import { ok, type Result } from '../core/result.ts';
import { noSuchRequest } from './change-request.ts';
import type { RequestStore, StoredRequest } from './ports.ts';
import type { Principal } from './principal.ts';
import type { StandingPorts } from './standings.ts';
import { type Viewer, viewerOf } from './viewer.ts';

export interface ShownRequest {
  readonly stored: StoredRequest;
  readonly viewer: Viewer;
  readonly history: readonly Chained<AuditRecord>[];
}

/** One request with its history, to those who may see it; for all others it is not there (threats.md I-04). */
export const makeShowRequest =
  ({ requests, ...ports }: StandingPorts & { readonly requests: RequestStore }) =>
  async ({ principal, requestId }: { principal: Principal; requestId: string }): Promise<Result<ShownRequest>> => {
    const stored = await requests.load(requestId);
    if (!stored) return noSuchRequest;
    const viewer = await viewerOf(ports, principal, stored.request);
    if (viewer.capacities.length === 0) return noSuchRequest;
    return ok({ stored, viewer, history: await requests.history(requestId) });
  };
