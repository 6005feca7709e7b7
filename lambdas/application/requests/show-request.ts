import type { Chained } from '../../core/audit/chain.ts';
import type { AuditRecord } from '../../core/audit/record.ts';
import type { Decision } from '../../core/restriction/decision.ts';
import { ok, type Result } from '../../core/result.ts';
import type { EffectStore } from '../ports/effect-ports.ts';
import type { RequestStore } from '../ports/ports.ts';
import { type Look, makeSeeRequest, type SeenRequest, type SeePorts } from './see-request.ts';

export interface ShownRequest extends SeenRequest {
  readonly explanation: Decision;
  readonly history: readonly Chained<AuditRecord>[];
  /** Of an emergency: each person who was to be told, and whether the mail was handed over. */
  readonly told: readonly Told[];
}

export interface Told {
  readonly person: string;
  readonly delivered: boolean;
}

export type ShowPorts = SeePorts & {
  readonly requests: RequestStore;
  readonly effects: Pick<EffectStore, 'ofRequest'>;
};

/** One request with why it was decided so and all that happened since, to those who may see it. */
export const makeShowRequest = (ports: ShowPorts) => {
  const seeRequest = makeSeeRequest(ports);
  return async (look: Look): Promise<Result<ShownRequest>> => {
    const seen = await seeRequest(look);
    if (!seen.ok) return seen;
    const history = await ports.requests.history(look.requestId);
    const told = await toldOf(ports.effects, look.requestId, history);
    return ok({ ...seen.value, explanation: explanationOf(look.requestId, history), history, told });
  };
};

/** The first record holds the whole decision; a request is never written without it. */
const explanationOf = (requestId: string, [first]: ShownRequest['history']): Decision => {
  const { facts } = (first?.detail ?? {}) as { readonly facts?: { readonly explanation: Decision } };
  if (!facts) throw new Error(`the first record of request ${requestId} does not say why it was decided so`);
  return facts.explanation;
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
