import type { Command } from '../../core/request/commands.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Idempotency, Principal } from '../people/principal.ts';
import { type Viewer, viewerOf } from '../people/viewer.ts';
import type { StoredRequest, VaultLog } from '../ports/ports.ts';
import { recall, remembering } from '../remember.ts';
import { type ChangePorts, makeChangeRequest, noSuchRequest } from './change-request.ts';

export type ActPorts = ChangePorts & { readonly log: VaultLog };

/** A person acts on a request by the API. */
export interface Act {
  readonly principal: Principal;
  readonly requestId: string;
  readonly idempotency?: Idempotency | undefined;
}

/**
 * What every act of a person has in common: it is answered from memory when it is a repeat, it finds nothing where the
 * person may see nothing, it is decided and recorded, and a refusal is recorded too (threats.md I-04, R-03, T-17).
 */
export const makeActOnRequest = (ports: ActPorts) => {
  const changeRequest = makeChangeRequest(ports);
  return async (
    act: Act,
    commandFor: (viewer: Viewer, stored: StoredRequest) => Command | undefined | Promise<Command | undefined>,
  ): Promise<Result<StoredRequest>> => {
    const before = await recall(ports.requests, act.principal.id, act.idempotency);
    if (before) return before;
    const extras = { remember: remembering(act.principal.id, act.idempotency) };
    const outcome = await changeRequest(act.requestId, async (stored, seen) => {
      const viewer = await viewerOf(seen, act.principal, stored.request);
      const command = await commandFor(viewer, stored);
      return command ? ok({ command, extras }) : noSuchRequest;
    });
    if (!outcome.ok) await recordRefusal(ports.log, act, outcome.refusal.rule);
    return outcome;
  };
};

export const recordRefusal = (log: VaultLog, act: Pick<Act, 'principal' | 'requestId'>, rule: string): Promise<void> =>
  log.append({ type: 'CommandRefused', actor: act.principal.id, requestId: act.requestId, detail: { rule } });
