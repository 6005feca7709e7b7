import type { Chained } from '../core/audit/chain.ts';
import type { AuditRecord } from '../core/audit/record.ts';
import { ok, type Result } from '../core/result.ts';
import { noSuchRequest } from './change-request.ts';
import type { EffectStore, RequestStore, StoredRequest } from './ports.ts';
import type { Principal } from './principal.ts';
import type { StandingPorts } from './standings.ts';
import { type Viewer, viewerOf } from './viewer.ts';

export interface ShownRequest {
  readonly stored: StoredRequest;
  readonly viewer: Viewer;
  readonly history: readonly Chained<AuditRecord>[];
  /** Of an emergency: each person who was to be told, and whether the mail was handed over. */
  readonly told: readonly Told[];
}

export interface Told {
  readonly person: string;
  readonly delivered: boolean;
}

export type ShowPorts = StandingPorts & {
  readonly requests: RequestStore;
  readonly effects: Pick<EffectStore, 'ofRequest'>;
};

/** One request with its history, to those who may see it; for all others it is not there (threats.md I-04). */
export const makeShowRequest =
  ({ requests, effects, ...ports }: ShowPorts) =>
  async ({ principal, requestId }: { principal: Principal; requestId: string }): Promise<Result<ShownRequest>> => {
    const stored = await requests.load(requestId);
    if (!stored) return noSuchRequest;
    const viewer = await viewerOf(ports, principal, stored.request);
    if (viewer.capacities.length === 0) return noSuchRequest;
    const history = await requests.history(requestId);
    return ok({ stored, viewer, history, told: await toldOf(effects, requestId, history) });
  };

/** Read from the marks of the mails themselves (mission.md A1 27): what is not marked was not handed over yet. */
const toldOf = async (
  effects: ShowPorts['effects'],
  requestId: string,
  history: ShownRequest['history'],
): Promise<readonly Told[]> => {
  const used = history.find(({ type }) => type === 'EmergencyUsed');
  const effect = used && (await effects.ofRequest(requestId, used.seq));
  if (!effect) return [];
  return effect.steps.flatMap((step, index) =>
    step.kind === 'mail' && typeof step.to !== 'string'
      ? step.to.map((person) => ({ person, delivered: effect.done.has(`${index}:${person}`) }))
      : [],
  );
};
