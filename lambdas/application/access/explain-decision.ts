import type { Action } from '../../core/policy/schema.ts';
import type { Decision } from '../../core/restriction/decision.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Principal } from '../people/principal.ts';
import type { VaultLog } from '../ports/ports.ts';
import { credentialRefused } from './credential-refused.ts';
import { type DecidePorts, makeDecideAccess } from './decide-access.ts';

export interface ExplainQuery {
  readonly principal: Principal;
  readonly credentialId: string;
  readonly action: Action;
}

/** A dry run of the decision, explained. A credential that is unknown or refused is the same answer, and recorded. */
export const makeExplainDecision = (ports: DecidePorts & { readonly log: VaultLog }) => {
  const decideAccess = makeDecideAccess(ports);
  return async ({ principal, credentialId, action }: ExplainQuery): Promise<Result<Decision>> => {
    const access = await decideAccess({ principalId: principal.id, credentialId, action });
    return access && access.decision.outcome !== 'deny'
      ? ok(access.decision)
      : credentialRefused(ports.log, { principal, credentialId, action, access });
  };
};
