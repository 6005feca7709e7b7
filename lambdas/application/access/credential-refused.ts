import type { Action } from '../../core/policy/schema.ts';
import { type Refusal, refuse } from '../../core/result.ts';
import type { Principal } from '../people/principal.ts';
import type { VaultLog } from '../ports/ports.ts';
import type { AccessDecision } from './decide-access.ts';

interface Asked {
  readonly principal: Principal;
  readonly credentialId: string;
  readonly action: Action;
  readonly access: AccessDecision | undefined;
}

/** Unknown and refused are the same answer, so that nobody learns what there is; both are recorded (threats.md I-05). */
export const credentialRefused = async (
  log: VaultLog,
  { principal, credentialId, action, access }: Asked,
): Promise<{ readonly ok: false; readonly refusal: Refusal }> => {
  await log.append({
    type: 'AccessRefused',
    actor: access?.user.id ?? principal.id,
    credential: credentialId,
    action,
    restrictionCode: access?.decision.code ?? undefined,
    policyVersion: access?.head.version,
    detail: { known: access !== undefined },
  });
  return refuse({ rule: 'credential-refused', reason: 'No access group gives you this use of this credential now.' });
};
